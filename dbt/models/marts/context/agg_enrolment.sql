-- Pupils by school and grade at the beginning of the school year: ОО-1 (20 September), else the context questionnaire.
-- ОО-1, section 2.1.3: graphs 4–15 are grades 1–12, line 01 counts classes, line 02 pupils.
with form_cell as (

    select
        year,
        school_id,
        column_no - 3 as grade,
        max(case when row_code = '01' then value end) as class_count,
        max(case when row_code = '02' then value end) as pupil_count
    from {{ ref('fct_stat_form_cell') }}
    where
        form_code = 'oo1'
        and section = '2.1.3'
        and row_code in ('01', '02')
        and column_no between 4 and 15
    group by year, school_id, column_no

),

formed as (

    select
        year,
        school_id
    from form_cell
    group by year, school_id

),

answered as (

    {% for g in range(1, 13) -%}
    select
        year,
        school_id,
        {{ g }} as grade,
        pupils_grade_{{ '%02d' | format(g) }} as pupil_count
    from {{ ref('dim_school_context') }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

counted as (

    select
        year,
        school_id,
        grade,
        class_count,
        pupil_count,
        'form_oo1' as source
    from form_cell
    where pupil_count > 0
    union all
    select
        answered.year,
        answered.school_id,
        answered.grade,
        cast(null as double) as class_count,
        answered.pupil_count,
        'school_context' as source
    from answered
    left join formed
        on answered.year = formed.year and answered.school_id = formed.school_id
    where answered.pupil_count > 0 and formed.school_id is null

)

select
    cast(counted.year as smallint) as year,
    school.region_code,
    school.municipality_code,
    counted.school_id,
    cast(counted.grade as smallint) as grade,
    {{ whole_number('counted.class_count', 'int') }} as class_count,
    {{ whole_number('counted.pupil_count', 'int') }} as pupil_count,
    case when counted.source = 'form_oo1' then cast(cast(counted.year - 1 as string) || '-09-20' as date) end as as_of_date,
    counted.source
from counted
inner join {{ ref('dim_school') }} as school
    on counted.school_id = school.school_id
