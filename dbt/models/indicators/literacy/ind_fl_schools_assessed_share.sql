with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_assessed then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_fl_coverage') }}
    where is_active and is_municipality_reported

),

{{ pooled_indicator('fl_schools_assessed_share', levels=['municipality', 'region']) }}
