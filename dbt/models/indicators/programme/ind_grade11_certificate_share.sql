with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when has_certificate then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_certificate') }}
    where grade = 11

),

{{ pooled_indicator('grade11_certificate_share', grades=[11]) }}
