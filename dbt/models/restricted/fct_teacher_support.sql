-- Whom training is offered to: teachers of classes with low results. Not published: see data_use_ru.
with load as (

    select
        year,
        school_id,
        subject_code,
        grade,
        lower(coalesce(class_label, 'нет')) as class_label,
        teacher_code
    from {{ ref('stg_register__teaching_load') }}
    group by year, school_id, subject_code, grade, lower(coalesce(class_label, 'нет')), teacher_code

)

select
    result.year,
    result.region_code,
    result.municipality_code,
    result.school_id,
    result.subject_code,
    result.grade,
    result.class_label,
    load.teacher_code,
    result.marked_count,
    result.mark_2_count,
    case when load.teacher_code is null then 'педагога этого класса нет в учебной нагрузке' end as reason_ru,
    'Только для предложения повышения квалификации: результаты ВПР не используют для оценки педагогов (документ 004, п. 1.3)' as data_use_ru
from {{ ref('fct_class_result') }} as result
left join load
    on
        result.year = load.year
        and result.school_id = load.school_id
        and result.subject_code = load.subject_code
        and result.grade = load.grade
        and result.class_label = load.class_label
where result.is_low
