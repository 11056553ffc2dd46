with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case
            when {{ param('profile_match_mode') }} = 1 and taken_count < profile_count then 0
            when taken_count > 0 then 1
            else 0
        end as numerator,
        1 as denominator
    from {{ ref('fct_profile_pupil') }}

),

{{ pooled_indicator('profile_efficiency_share', grades=[11]) }}
