with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        numerator,
        denominator
    from {{ ref('fct_school_factor') }}
    where factor_id = 'first_shift_share' and status = 'ok'

),

{{ pooled_indicator('first_shift_share') }}
