with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        base_reached_count as numerator,
        pupil_count as denominator
    from {{ ref('fct_programme_progress') }}
    where is_base_counted and grade in (10, 11)

),

{{ pooled_indicator('soo_base_level_share', grades=[10, 11]) }}
