with atom as (

    -- a school that did not report adds its pupils to the municipality and has no value of its own
    select
        year,
        region_code,
        municipality_code,
        case when is_reported then school_id end as school_id,
        unique_pupil_count as numerator,
        register_pupil_count as denominator
    from {{ ref('fct_fl_coverage') }}
    where unique_pupil_count <= register_pupil_count or (is_municipality_reported and not is_reported)

),

{{ pooled_indicator('fl_pupils_assessed_share') }}
