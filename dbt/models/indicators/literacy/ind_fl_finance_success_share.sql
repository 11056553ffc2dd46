with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        success_count as numerator,
        assessed_count as denominator
    from {{ ref('fct_fl_result') }}
    where is_counted and direction = 'finance'

),

{{ pooled_indicator('fl_finance_success_share') }}
