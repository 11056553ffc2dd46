-- A person counts once per school; without a stated experience nothing is known of him.
with expert as (

    select
        year,
        region_code,
        school_id,
        expert_code,
        max(experience_years) as experience_years
    from {{ ref('stg_register__expert') }}
    where body = 'school_commission' and school_id is not null
    group by year, region_code, school_id, expert_code

),

atom as (

    select
        expert.year,
        expert.region_code,
        school.municipality_code,
        expert.school_id,
        case when expert.experience_years >= {{ param('expert_min_years') }} then 1 else 0 end as numerator,
        1 as denominator
    from expert
    left join {{ ref('dim_school') }} as school
        on expert.school_id = school.school_id
    where expert.experience_years is not null

),

{{ pooled_indicator('expert_experience_ok_share') }}
