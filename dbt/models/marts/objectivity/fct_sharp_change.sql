with cell as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        marked_count,
        100 * cast(mark_4_count + mark_5_count as double) / nullif(marked_count, 0) as quality_pct
    from {{ ref('agg_vpr_cell') }}
    where grade between 4 and 8

),

compared as (

    select
        cell.year,
        cell.region_code,
        cell.municipality_code,
        cell.school_id,
        cell.subject_code,
        cell.grade,
        cell.marked_count as n,
        base_cell.marked_count as n_before,
        cell.quality_pct,
        base_cell.quality_pct as quality_before_pct,
        case
            when
                cell.marked_count >= {{ param('sharp_change_min_n') }}
                and base_cell.marked_count >= {{ param('sharp_change_min_n') }}
                then {{ rounded("cell.quality_pct - base_cell.quality_pct", 2) }}
        end as quality_delta_pp
    from cell
    left join cell as base_cell
        on
            cell.school_id = base_cell.school_id
            and cell.subject_code = base_cell.subject_code
            and cell.grade = base_cell.grade
            and cell.year = base_cell.year + 1

),

judged as (

    select
        compared.year,
        compared.region_code,
        compared.municipality_code,
        compared.school_id,
        compared.subject_code,
        compared.grade,
        compared.n,
        compared.n_before,
        compared.quality_pct,
        compared.quality_before_pct,
        compared.quality_delta_pp,
        abs(compared.quality_delta_pp) >= {{ param('sharp_change_pp') }} as is_quality_change,
        cohort.cohort_ratio,
        cohort.cohort_low,
        cohort.cohort_high,
        cohort.is_sharp_rise or cohort.is_sharp_fall as is_cohort_change
    from compared
    left join {{ ref('fct_cohort_change') }} as cohort
        on
            compared.year = cohort.year
            and compared.school_id = cohort.school_id
            and compared.subject_code = cohort.subject_code
            and compared.grade = cohort.grade

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(n as integer) as n,
    cast(n_before as integer) as n_before,
    quality_pct,
    quality_before_pct,
    quality_delta_pp,
    is_quality_change,
    cohort_ratio,
    cohort_low,
    cohort_high,
    is_cohort_change,
    {{ any_true('is_quality_change', 'is_cohort_change') }} as is_sharp_change
from judged
