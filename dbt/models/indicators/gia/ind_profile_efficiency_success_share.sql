with minimum_year as (

    select year
    from {{ ref('ege_min_score') }}
    group by year

),

pupil as (

    select
        profile.year,
        profile.region_code,
        profile.municipality_code,
        profile.school_id,
        profile.profile_count,
        case when {{ param('profile_success_level') }} = 1 then profile.high_count else profile.passed_count end as success_count
    from {{ ref('fct_profile_pupil') }} as profile
    inner join minimum_year
        on profile.year = minimum_year.year

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
        1 as denominator
    from pupil

),

{{ pooled_indicator('profile_efficiency_success_share', grades=[11]) }}
