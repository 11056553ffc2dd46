-- Pupils of a school and grade in one year. Where the register names participant codes, its pupils are the pupils (link «register»)
-- and a code it does not know is «unmatched»; elsewhere a participant code is a pupil (link «participant_code»).
with listed as (

    select
        year,
        region_code,
        max(municipality_code) as municipality_code,
        school_id,
        grade,
        participant_code,
        max(class_label) as class_label
    from {{ ref('int_vpr_pupil_work') }}
    group by year, region_code, school_id, grade, participant_code

),

cell as (

    select
        year,
        region_code,
        max(municipality_code) as municipality_code,
        school_id,
        grade
    from listed
    group by year, region_code, school_id, grade

),

enrolled as (

    select
        register.year,
        cell.region_code,
        cell.municipality_code,
        register.school_id,
        register.grade,
        register.pupil_code,
        register.vpr_code,
        lower(register.class_label) as class_label,
        register.sex,
        count(*) over (partition by register.year, register.school_id, register.grade, register.vpr_code) as same_code_count,
        count(register.vpr_code) over (partition by register.year, register.school_id, register.grade) as coded_count
    from {{ ref('stg_register__pupil') }} as register
    inner join cell
        on register.year = cell.year and register.school_id = cell.school_id and register.grade = cell.grade

),

linked_cell as (

    select
        year,
        school_id,
        grade
    from enrolled
    where coded_count > 0
    group by year, school_id, grade

),

pupil as (

    select
        enrolled.year,
        enrolled.region_code,
        enrolled.municipality_code,
        enrolled.school_id,
        enrolled.grade,
        'register' as link,
        enrolled.pupil_code,
        listed.participant_code,
        coalesce(enrolled.class_label, listed.class_label) as class_label,
        enrolled.sex as register_sex
    from enrolled
    left join listed
        on
            enrolled.year = listed.year
            and enrolled.school_id = listed.school_id
            and enrolled.grade = listed.grade
            and enrolled.vpr_code = listed.participant_code
            and enrolled.same_code_count = 1
    where enrolled.coded_count > 0
    union all
    select
        listed.year,
        listed.region_code,
        listed.municipality_code,
        listed.school_id,
        listed.grade,
        case when linked_cell.school_id is null then 'participant_code' else 'unmatched' end as link,
        cast(null as string) as pupil_code,
        listed.participant_code,
        listed.class_label,
        cast(null as string) as register_sex
    from listed
    left join linked_cell
        on listed.year = linked_cell.year and listed.school_id = linked_cell.school_id and listed.grade = linked_cell.grade
    left join enrolled
        on
            listed.year = enrolled.year
            and listed.school_id = enrolled.school_id
            and listed.grade = enrolled.grade
            and listed.participant_code = enrolled.vpr_code
            and enrolled.same_code_count = 1
    where enrolled.pupil_code is null

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    grade,
    link,
    pupil_code,
    participant_code,
    class_label,
    {{ rotation_class('grade', 'class_label') }} as class_key,
    {{ is_rotated('grade') }} as is_rotated,
    register_sex
from pupil
