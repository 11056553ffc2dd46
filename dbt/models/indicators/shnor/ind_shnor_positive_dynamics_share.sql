with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_positive then 1 when not is_positive then 0 end as numerator,
        1 as denominator
    from {{ ref('fct_shnor_dynamics') }}

),

{{ pooled_indicator('shnor_positive_dynamics_share', levels=['municipality', 'region']) }}
