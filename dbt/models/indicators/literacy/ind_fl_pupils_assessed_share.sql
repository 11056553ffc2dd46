with atom as (

    -- a school that did not report adds its pupils to the municipality and has no value of its own
    select
        year,
        region_code,
        municipality_code,
        case when is_reported then school_id end as school_id,
        coalesce(unique_pupil_count, 0) as numerator,
        register_pupil_count as denominator
    from {{ ref('fct_fl_coverage') }}
    where
        (is_reported or is_municipality_reported)
        and (unique_pupil_count is not null or not is_reported)
        and coalesce(unique_pupil_count, 0) <= register_pupil_count

),

{{ pooled_indicator('fl_pupils_assessed_share') }}
