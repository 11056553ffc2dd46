with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        max(case when is_observed then 1 else 0 end) as numerator,
        1 as denominator
    from {{ ref('fct_school_procedure') }}
    where is_reported
    group by year, region_code, municipality_code, school_id

),

{{ pooled_indicator('observer_coverage_share') }}
