{{ config(alias='indicator_scale_gap') }}
-- Rows of an indicator that cannot be said because a scale is missing among what they pool, and which, in words.
with gap as (

    select
        indicator.indicator_id,
        scale_gap.year,
        scale_gap.region_code,
        scale_gap.subject_code,
        scale_gap.grade,
        max(scale_label.label_ru) as scale_name,
        max(coalesce(subject.label_ru, scale_gap.subject_code) || ', ' || cast(scale_gap.grade as string) || ' кл.') as work_name
    from {{ ref('qc_scale_gap') }} as scale_gap
    inner join {{ ref('dim_indicator') }} as indicator
        on
            scale_gap.scale = indicator.scale
            and (indicator.subjects = 'all' or ',' || indicator.subjects || ',' like '%,' || scale_gap.subject_code || ',%')
            and (indicator.grades = 'all' or ',' || indicator.grades || ',' like '%,' || cast(scale_gap.grade as string) || ',%')
    left join {{ ref('dim_subject') }} as subject
        on scale_gap.subject_code = subject.subject_code
    {{ label_join('scale_label', 'scale', 'scale_gap.scale') }}
    group by indicator.indicator_id, scale_gap.year, scale_gap.region_code, scale_gap.subject_code, scale_gap.grade

)

select
    indicator_id,
    year,
    region_code,
    case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
    cast(case when grouping(grade) = 1 then 0 else grade end as smallint) as grade,
    'Нет ' || max(scale_name) || ' за ' || cast(year as string) || ' год: ' || {{ joined_text('work_name') }}
    || ' По неполному набору значение не считается' as reason_ru
from gap
group by
    indicator_id,
    year,
    region_code,
    rollup (subject_code),
    rollup (grade)
