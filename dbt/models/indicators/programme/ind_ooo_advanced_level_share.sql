with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        advanced_reached_count as numerator,
        advanced_pupil_count as denominator
    from {{ ref('fct_programme_progress') }}
    where is_advanced_counted and grade in (5, 6, 7, 8, 9)

),

{{ pooled_indicator('ooo_advanced_level_share', grades=[5, 6, 7, 8, 9]) }}
