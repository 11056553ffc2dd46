with project as (

    select school_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'
    group by school_id

),

atom as (

    select
        cell.year,
        cell.region_code,
        cell.municipality_code,
        cell.school_id,
        cell.subject_code,
        cell.grade,
        cell.mark_3_count + cell.mark_4_count + cell.mark_5_count as numerator,
        cell.marked_count as denominator,
        cell.unscaled_count as gap_count
    from {{ ref('agg_vpr_cell') }} as cell
    inner join project
        on cell.school_id = project.school_id

),

{{ ratio_indicator('vpr_min_threshold_passed_share', subjects=['ru', 'ma'], grades=[5, 6], members='project', gaps=true) }}
