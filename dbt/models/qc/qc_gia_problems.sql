{{ config(alias='gia_problems') }}
-- What of ГИА could not be used or linked, by rule and school.
with problems as (

    select
        'unknown_subject' as rule,
        year,
        region_code,
        school_code as school,
        coalesce(subject_code_raw || ' - ', '') || subject_raw as detail,
        source_file,
        'Предмет экзамена не опознан: строки не учтены. Добавьте название в seeds/crosswalk/gia_subject.csv' as message
    from {{ ref('stg_gia__result') }}
    where subject_code is null
    union all
    select
        'person_twice_a_day' as rule,
        year,
        region_code,
        school_code as school,
        subject_code as detail,
        max(source_file) as source_file,
        'Один ключ человека дважды на одном экзамене: тёзки одной школы или повтор строки; учтён один' as message
    from {{ ref('int_gia_attempt') }}
    group by year, grade, region_code, school_code, subject_code, exam_date, person_id
    having count(*) > 1
    union all
    select
        'appeal_without_result' as rule,
        appeal.year,
        appeal.region_code,
        appeal.school_code as school,
        appeal.subject_raw as detail,
        appeal.source_file,
        'Апелляция не нашла результата: проверьте код ОО, дату и участника' as message
    from {{ ref('stg_gia__appeal') }} as appeal
    left join {{ ref('stg_gia__result') }} as result
        on
            appeal.grade = result.grade
            and appeal.exam_date = result.exam_date
            and appeal.subject_code = result.subject_code
            and appeal.school_code = result.school_code
            and coalesce(appeal.region_code, result.region_code, '') = coalesce(result.region_code, appeal.region_code, '')
            and coalesce(appeal.person_key, appeal.participant_code) = coalesce(result.person_key, result.participant_code)
    where result.import_id is null
    union all
    select
        'medalist_without_result' as rule,
        year,
        region_code,
        school_id as school,
        pupil_code as detail,
        cast(null as string) as source_file,
        'Медалист не найден среди участников ЕГЭ: остался в знаменателе как не подтвердивший. Проверьте код участника' as message
    from {{ ref('fct_medalist') }}
    where not is_linked
    union all
    select
        'medalist_without_elective' as rule,
        year,
        region_code,
        school_id as school,
        pupil_code as detail,
        cast(null as string) as source_file,
        'Медалист не сдавал ЕГЭ по выбору: из показателя «по каждому предмету» исключён' as message
    from {{ ref('fct_medalist') }}
    where is_linked and elective_count = 0
    union all
    select
        'profile_without_code' as rule,
        year,
        region_code,
        school_id as school,
        pupil_code as detail,
        cast(null as string) as source_file,
        'Нет кода участника ЕГЭ: обучающийся профильного класса не учтён в эффективности профилизации' as message
    from {{ ref('int_profile_subject') }}
    where gia_code is null
    group by year, region_code, school_id, pupil_code
    union all
    select
        'profile_without_subjects' as rule,
        pupil.year,
        pupil.region_code,
        pupil.school_id as school,
        coalesce(pupil.profile, '') || ': ' || coalesce(pupil.profile_subjects, '') as detail,
        pupil.source_file,
        'Профильные предметы не названы или не опознаны: обучающийся не учтён в эффективности профилизации' as message
    from {{ ref('stg_register__study_profile') }} as pupil
    left join {{ ref('int_profile_subject') }} as subject
        on pupil.year = subject.year and pupil.school_id = subject.school_id and pupil.pupil_code = subject.pupil_code
    where pupil.grade = 11 and subject.school_id is null

)

select
    rule,
    year,
    region_code,
    school,
    detail,
    max(source_file) as source_file,
    count(*) as row_count,
    message
from problems
group by rule, year, region_code, school, detail, message
