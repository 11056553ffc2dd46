-- Pupils with a «2» in any work of the year, and whether they have a plan of support. A pupil is the code of a participant within school
-- and year; a plan names that code itself or through the register of pupils. Schools without a register of plans are not here.
with low as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        participant_code,
        max(grade) as grade,
        count(*) as low_mark_count
    from {{ ref('fct_vpr_result') }}
    where
        mark = 2
        and participant_code is not null
    group by year, region_code, municipality_code, school_id, participant_code

),

planned as (

    select
        plan.year,
        plan.school_id,
        coalesce(plan.vpr_code, pupil.vpr_code) as participant_code
    from {{ ref('stg_register__support_plan') }} as plan
    left join {{ ref('stg_register__pupil') }} as pupil
        on
            plan.year = pupil.year
            and plan.school_id = pupil.school_id
            and plan.pupil_code = pupil.pupil_code

),

reported as (

    select
        year,
        school_id
    from planned
    group by year, school_id

),

plan_code as (

    select
        year,
        school_id,
        participant_code
    from planned
    group by year, school_id, participant_code

)

select
    low.year,
    low.region_code,
    low.municipality_code,
    low.school_id,
    low.participant_code,
    low.grade,
    cast(low.low_mark_count as int) as low_mark_count,
    plan_code.participant_code is not null as has_plan
from low
inner join reported
    on
        low.year = reported.year
        and low.school_id = reported.school_id
left join plan_code
    on
        low.year = plan_code.year
        and low.school_id = plan_code.school_id
        and low.participant_code = plan_code.participant_code
