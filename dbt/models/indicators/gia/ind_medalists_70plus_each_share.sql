with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when elective_over_count = elective_count then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_medalist') }}
    where elective_count > 0

),

{{ pooled_indicator('medalists_70plus_each_share', grades=[11]) }}
