-- A measure in every grade and subject it names. Grade 0: none named; subject «all»: all of them or none named.
with grades as (

    {% for grade in range(1, 12) -%}
    select
        measure_id,
        {{ grade }} as grade
    from {{ ref('fct_measure') }}
    where {{ grade_in_text('grades_raw', grade) }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

subjects as (

    select
        measure.measure_id,
        subject.subject_code
    from {{ ref('fct_measure') }} as measure
    inner join {{ ref('subject') }} as subject
        on position({{ name_key('subject.label_ru') }} in {{ name_key('measure.subjects_raw') }}) > 0

)

select
    measure.measure_id,
    measure.year,
    measure.region_code,
    measure.municipality_code,
    measure.school_id,
    coalesce(subjects.subject_code, 'all') as subject_code,
    cast(coalesce(grades.grade, 0) as smallint) as grade
from {{ ref('fct_measure') }} as measure
left join grades
    on measure.measure_id = grades.measure_id
left join subjects
    on measure.measure_id = subjects.measure_id
