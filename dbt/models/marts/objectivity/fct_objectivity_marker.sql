with cell as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        scored_count
    from {{ ref('agg_vpr_cell') }}

),

marker as (

    select
        marker_code,
        subject_code,
        grade
    from {{ ref('objectivity_marker') }}
    where procedure_code = 'vpr'

),

expected as (

    select
        cell.year,
        cell.region_code,
        cell.municipality_code,
        cell.school_id,
        marker.marker_code,
        cell.subject_code,
        cell.grade,
        cell.scored_count
    from cell
    inner join marker
        on
            cell.subject_code = marker.subject_code
            and cell.grade = marker.grade

)

select
    expected.year,
    expected.region_code,
    expected.municipality_code,
    expected.school_id,
    expected.marker_code,
    expected.subject_code,
    expected.grade,
    case expected.marker_code
        when 'inflated_mean' then mean.is_marked
        when 'journal_mismatch' then journal.is_marked
        when 'sharp_rise' then cohort.is_sharp_rise
        when 'sharp_fall' then cohort.is_sharp_fall
    end as is_marked,
    case when expected.marker_code = 'journal_mismatch' then coalesce(journal.n, 0) else expected.scored_count end as n,
    case when expected.marker_code in ('sharp_rise', 'sharp_fall') then cohort.n_before end as n_before,
    case when expected.marker_code = 'inflated_mean' then mean.school_mean end as school_mean,
    case when expected.marker_code = 'inflated_mean' then mean.school_low end as school_low,
    case when expected.marker_code = 'inflated_mean' then mean.region_mean end as region_mean,
    case when expected.marker_code = 'inflated_mean' then mean.region_high end as region_high,
    case when expected.marker_code = 'journal_mismatch' then journal.spearman_rho end as spearman_rho,
    case when expected.marker_code in ('sharp_rise', 'sharp_fall') then cohort.cohort_ratio end as cohort_ratio,
    case when expected.marker_code = 'sharp_rise' then cohort.cohort_low end as cohort_low,
    case when expected.marker_code = 'sharp_fall' then cohort.cohort_high end as cohort_high
from expected
left join {{ ref('fct_inflated_mean') }} as mean
    on
        expected.year = mean.year
        and expected.school_id = mean.school_id
        and expected.subject_code = mean.subject_code
        and expected.grade = mean.grade
left join {{ ref('fct_journal_rank') }} as journal
    on
        expected.year = journal.year
        and expected.school_id = journal.school_id
        and expected.subject_code = journal.subject_code
        and expected.grade = journal.grade
left join {{ ref('fct_cohort_change') }} as cohort
    on
        expected.year = cohort.year
        and expected.school_id = cohort.school_id
        and expected.subject_code = cohort.subject_code
        and expected.grade = cohort.grade
