with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_covered then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_expected_result') }}
    where indicator_id = 'shnor_data_analysis_coverage'

),

{{ pooled_indicator('shnor_data_analysis_coverage', levels=['municipality', 'region']) }}
