with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_observed then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_school_procedure') }}
    where is_reported

),

{{ pooled_indicator('observer_procedure_coverage_share') }}
