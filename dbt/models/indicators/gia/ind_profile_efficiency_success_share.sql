with pupil as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        profile_count,
        case when {{ param('profile_success_level') }} = 1 then high_count else passed_count end as success_count,
        case when {{ param('profile_success_level') }} <> 1 then taken_count - judged_count end as gap_count
    from {{ ref('fct_profile_pupil') }}

),

atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case
            when {{ param('profile_match_mode') }} = 1 and success_count < profile_count then 0
            when success_count > 0 then 1
            else 0
        end as numerator,
        1 as denominator,
        gap_count
    from pupil

),

{{ pooled_indicator('profile_efficiency_success_share', grades=[11], gaps=true) }}
