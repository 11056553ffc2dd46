-- Official list of biased results, one row per school × year × marker; the greatest marker wins if a school is listed twice.
with markers as (

    {% for subject, grade in [('ru', 4), ('ma', 4), ('ru', 5), ('ma', 5)] -%}
    select
        year,
        school_id,
        '{{ subject }}' as subject_code,
        {{ grade }} as grade,
        marker_{{ subject }}_{{ grade }} > 0 as is_marked
    from {{ ref('stg_list__biased') }}
    where school_id is not null
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    cast(year as smallint) as year,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    max(is_marked) as is_marked
from markers
group by year, school_id, subject_code, grade
