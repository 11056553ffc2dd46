with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_covered then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_expected_result') }}
    where indicator_id = 'municipal_experience_events_coverage'

),

{{ pooled_indicator('municipal_experience_events_coverage', levels=['municipality', 'region']) }}
