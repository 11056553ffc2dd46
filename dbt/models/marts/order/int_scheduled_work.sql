-- Works of ВПР by school, subject and grade, written or only scheduled, with the dates of the schedule.
with scheduled as (

    select
        year,
        school_id,
        subject_code,
        grade,
        max(vpr_date) as vpr_date,
        max(period_end_date) as period_end_date
    from {{ ref('stg_register__vpr_schedule') }}
    where subject_code is not null and grade is not null
    group by year, school_id, subject_code, grade

),

works as (

    select
        year,
        school_id,
        subject_code,
        grade
    from {{ ref('agg_vpr_cell') }}
    union
    select
        year,
        school_id,
        subject_code,
        grade
    from scheduled

)

select
    cast(works.year as smallint) as year,
    school.region_code,
    school.municipality_code,
    works.school_id,
    works.subject_code,
    cast(works.grade as smallint) as grade,
    scheduled.vpr_date,
    scheduled.period_end_date
from works
inner join {{ ref('dim_school') }} as school
    on works.school_id = school.school_id
left join scheduled
    on
        works.year = scheduled.year
        and works.school_id = scheduled.school_id
        and works.subject_code = scheduled.subject_code
        and works.grade = scheduled.grade
