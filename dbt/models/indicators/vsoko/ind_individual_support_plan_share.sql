with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when has_plan then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_low_mark_pupil') }}

),

{{ pooled_indicator('individual_support_plan_share') }}
