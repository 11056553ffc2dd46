-- Subjects a class was assigned. In grades with rotated subjects: those in whose protocol enough of the class is listed;
-- in other grades every class writes what its school's grade writes, and the class is 'all'.
with pupil as (

    select
        year,
        school_id,
        grade,
        participant_code,
        class_key,
        is_rotated
    from {{ ref('int_vpr_pupil') }}
    where link <> 'unmatched'

),

class_size as (

    select
        year,
        school_id,
        grade,
        class_key,
        is_rotated,
        count(*) as pupil_count
    from pupil
    group by year, school_id, grade, class_key, is_rotated

),

listed as (

    select
        work.year,
        work.school_id,
        work.grade,
        pupil.class_key,
        work.subject_code,
        count(*) as listed_count
    from {{ ref('int_vpr_pupil_work') }} as work
    inner join pupil
        on
            work.year = pupil.year
            and work.school_id = pupil.school_id
            and work.grade = pupil.grade
            and work.participant_code = pupil.participant_code
    group by work.year, work.school_id, work.grade, pupil.class_key, work.subject_code

),

scaled as (

    select
        year,
        school_id,
        grade,
        subject_code,
        count(*) filter (where has_scale) > 0 as has_scale
    from {{ ref('int_vpr_pupil_work') }}
    group by year, school_id, grade, subject_code

)

select
    listed.year,
    listed.school_id,
    listed.grade,
    listed.class_key,
    listed.subject_code,
    class_size.pupil_count,
    listed.listed_count,
    scaled.has_scale
from listed
inner join class_size
    on
        listed.year = class_size.year
        and listed.school_id = class_size.school_id
        and listed.grade = class_size.grade
        and listed.class_key = class_size.class_key
inner join scaled
    on
        listed.year = scaled.year
        and listed.school_id = scaled.school_id
        and listed.grade = scaled.grade
        and listed.subject_code = scaled.subject_code
where
    not class_size.is_rotated
    or 100 * cast(listed.listed_count as double) / class_size.pupil_count >= {{ param('vpr_class_assigned_pct') }}
