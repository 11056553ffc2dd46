with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_in_time then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_decision') }}
    where is_due

),

{{ pooled_indicator('decision_execution_share') }}
