-- All three conditions are mandatory; a person of whom one is unknown and none broken is left out.
with expert as (

    select
        year,
        region_code,
        municipality_code,
        expert_code,
        max(experience_years) as experience_years,
        max(case when has_higher_education then 1 when not has_higher_education then 0 end) as has_education,
        max(case when is_qualified then 1 when not is_qualified then 0 end) as has_qualification
    from {{ ref('stg_register__expert') }}
    where body = 'municipal_commission' and municipality_code is not null
    group by year, region_code, municipality_code, expert_code

),

judged as (

    select
        year,
        region_code,
        municipality_code,
        experience_years >= {{ param('expert_min_years') }} and has_education = 1 and has_qualification = 1 as is_ok
    from expert

),

atom as (

    select
        year,
        region_code,
        municipality_code,
        cast(null as string) as school_id,
        case when is_ok then 1 else 0 end as numerator,
        1 as denominator
    from judged
    where is_ok is not null

),

{{ pooled_indicator('commission_expert_ok_share', levels=['municipality', 'region']) }}
