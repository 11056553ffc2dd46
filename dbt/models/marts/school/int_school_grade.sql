-- Grades a school teaches, from the enrolment of its latest questionnaire that states any pupil; unknown otherwise.
with enrolment as (

    {% for g in range(1, 13) -%}
    select
        school_id,
        year,
        {{ g }} as grade,
        pupils_grade_{{ '%02d' | format(g) }} as pupil_count
    from {{ ref('dim_school_context') }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

ranges as (

    select
        school_id,
        year,
        min(grade) as min_grade,
        max(grade) as max_grade,
        row_number() over (partition by school_id order by year desc) as year_rank
    from enrolment
    where pupil_count > 0
    group by school_id, year

)

select
    school_id,
    cast(min_grade as smallint) as min_grade,
    cast(max_grade as smallint) as max_grade
from ranges
where year_rank = 1
