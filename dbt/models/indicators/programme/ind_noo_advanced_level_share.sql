with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        advanced_reached_count as numerator,
        advanced_pupil_count as denominator
    from {{ ref('fct_programme_progress') }}
    where is_advanced_counted and grade in (1, 2, 3, 4)

),

{{ pooled_indicator('noo_advanced_level_share', grades=[1, 2, 3, 4]) }}
