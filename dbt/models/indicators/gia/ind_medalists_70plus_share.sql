with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when elective_at_least_count > 0 then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_medalist') }}

),

{{ pooled_indicator('medalists_70plus_share', grades=[11]) }}
