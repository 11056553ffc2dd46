-- A pupil over the subjects his class was assigned: written, passed (mark 3 or better), and whether the works agree about the sex.
with pupil as (

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
        register_sex,
        class_key
    from {{ ref('int_vpr_pupil') }}

),

assigned as (

    select
        pupil.year,
        pupil.school_id,
        pupil.grade,
        pupil.pupil_code,
        pupil.participant_code,
        count(*) as assigned_count,
        count(*) filter (where not subject.has_scale) as unscaled_count,
        count(*) filter (where work.is_written) as written_count,
        count(*) filter (where work.mark >= 3) as passed_count
    from pupil
    inner join {{ ref('int_vpr_class_subject') }} as subject
        on
            pupil.year = subject.year
            and pupil.school_id = subject.school_id
            and pupil.grade = subject.grade
            and pupil.class_key = subject.class_key
    left join {{ ref('int_vpr_pupil_work') }} as work
        on
            pupil.year = work.year
            and pupil.school_id = work.school_id
            and pupil.grade = work.grade
            and pupil.participant_code = work.participant_code
            and subject.subject_code = work.subject_code
    group by pupil.year, pupil.school_id, pupil.grade, pupil.pupil_code, pupil.participant_code

),

sexes as (

    select
        year,
        school_id,
        grade,
        participant_code,
        count(*) filter (where sex = 'm') as male_count,
        count(*) filter (where sex = 'f') as female_count,
        count(*) filter (where subject_code in ('ma', 'ru')) = 2 as is_ru_ma_joined,
        max(case when subject_code = 'ma' then sex end) as ma_sex,
        max(case when subject_code = 'ru' then sex end) as ru_sex
    from {{ ref('int_vpr_pupil_work') }}
    group by year, school_id, grade, participant_code

),

compared as (

    select
        pupil.*,
        coalesce(sexes.male_count, 0) as male_count,
        coalesce(sexes.female_count, 0) as female_count,
        coalesce(sexes.is_ru_ma_joined, false) as is_ru_ma_joined,
        sexes.ma_sex,
        sexes.ru_sex
    from pupil
    left join sexes
        on
            pupil.year = sexes.year
            and pupil.school_id = sexes.school_id
            and pupil.grade = sexes.grade
            and pupil.participant_code = sexes.participant_code

)

select
    cast(compared.year as smallint) as year,
    compared.region_code,
    compared.municipality_code,
    compared.school_id,
    cast(compared.grade as smallint) as grade,
    compared.participant_code,
    compared.pupil_code,
    compared.link,
    compared.class_label,
    cast(coalesce(assigned.assigned_count, 0) as int) as assigned_count,
    cast(coalesce(assigned.unscaled_count, 0) as int) as unscaled_count,
    cast(coalesce(assigned.written_count, 0) as int) as written_count,
    cast(coalesce(assigned.passed_count, 0) as int) as passed_count,
    coalesce(assigned.passed_count = assigned.assigned_count, false) as is_all_passed,
    cast(case
        when compared.link = 'participant_code'
            then {{ pair_count('compared.male_count + compared.female_count') }}
        when compared.register_sex is not null then compared.male_count + compared.female_count
        else 0
    end as int) as sex_pair_count,
    cast(case
        when compared.link = 'participant_code'
            then {{ pair_count('compared.male_count') }} + {{ pair_count('compared.female_count') }}
        when compared.register_sex = 'm' then compared.male_count
        when compared.register_sex = 'f' then compared.female_count
        else 0
    end as int) as sex_agree_count,
    compared.is_ru_ma_joined,
    compared.ma_sex is not null and compared.ru_sex is not null as is_ru_ma_compared,
    coalesce(compared.ma_sex = compared.ru_sex, false) as is_ru_ma_agreed
from compared
left join assigned
    on
        compared.year = assigned.year
        and compared.school_id = assigned.school_id
        and compared.grade = assigned.grade
        and coalesce(compared.pupil_code, '') = coalesce(assigned.pupil_code, '')
        and coalesce(compared.participant_code, '') = coalesce(assigned.participant_code, '')
