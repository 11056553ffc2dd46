-- Subjects of the study profile of grade 11, one row per pupil and subject, found by the names of the ЕГЭ.
-- «Математика» of a profile is the profile level.
with pupils as (

    select
        year,
        region_code,
        school_id,
        pupil_code,
        gia_code,
        profile,
        ',' || replace(replace(replace({{ name_key('profile_subjects') }}, ';', ','), ', ', ','), ' ,', ',') || ',' as subject_list
    from {{ ref('stg_register__study_profile') }}
    where grade = 11 and school_id is not null

)

select
    pupils.year,
    pupils.region_code,
    pupils.school_id,
    pupils.pupil_code,
    pupils.gia_code,
    subject.subject_code
from pupils
inner join {{ ref('gia_subject') }} as subject
    on
        subject.key_kind = 'name'
        and subject.exam_kind in ('any', 'ege', 'profile')
        and subject.subject_code <> 'ma_base'
        and pupils.subject_list like '%,' || subject.key || ',%'
group by pupils.year, pupils.region_code, pupils.school_id, pupils.pupil_code, pupils.gia_code, subject.subject_code
