-- Teachers of ШНОР, each once however many subjects he teaches. Heads are no teachers unless they also have a row as such.
with teacher as (

    select
        year,
        school_id,
        teacher_code,
        max(case when position_kind = 'teacher' then 1 else 0 end) as teacher_flag,
        max(diagnostics_date) as diagnostics_date,
        max(course_date) as course_date,
        max(postcourse_date) as postcourse_date,
        max(iom_date) as iom_date,
        max(network_date) as network_date
    from {{ ref('stg_register__staff') }}
    where
        position_kind in ('teacher', 'other_teaching')
        and teacher_code is not null
    group by year, school_id, teacher_code

)

select
    shnor.year,
    shnor.region_code,
    shnor.municipality_code,
    shnor.school_id,
    teacher.teacher_code,
    teacher.teacher_flag = 1 as is_teacher,
    teacher.diagnostics_date is not null as is_diagnosed,
    teacher.course_date is not null and teacher.postcourse_date is not null as has_postcourse_support,
    teacher.iom_date is not null as has_iom,
    teacher.network_date is not null as is_networked
from teacher
inner join {{ ref('fct_shnor') }} as shnor
    on
        teacher.year = shnor.year
        and teacher.school_id = shnor.school_id
where shnor.is_shnor
