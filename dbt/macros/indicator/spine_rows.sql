{#- Tail of a spine: the CTEs `listed` (year, region_code, subject_code, grade) and `years` (year, region_code) over every entity of the
    region: (subject, grade) and ('all', grade) where listed, (subject, 0) and ('all', 0) in every year. Follows `with listed …, years …,`. -#}
{% macro spine_rows() %}
subjects as (

    -- distinct: a subject is written in several years and grades
    select distinct
        region_code,
        subject_code
    from listed

),

measured as (

    select
        year,
        region_code,
        subject_code,
        grade
    from listed
    union
    select
        year,
        region_code,
        'all' as subject_code,
        grade
    from listed
    union
    select
        years.year,
        years.region_code,
        subjects.subject_code,
        0 as grade
    from years
    inner join subjects
        on years.region_code = subjects.region_code
    union
    select
        year,
        region_code,
        'all' as subject_code,
        0 as grade
    from years

)

select
    cast(measured.year as smallint) as year,
    entity.entity_level,
    entity.entity_id,
    entity.region_code,
    entity.municipality_code,
    measured.subject_code,
    cast(measured.grade as smallint) as grade,
    school.min_grade,
    school.max_grade
from measured
inner join {{ ref('dim_entity') }} as entity
    on measured.region_code = entity.region_code
left join {{ ref('dim_school') }} as school
    on entity.entity_level = 'school' and entity.entity_id = school.school_id
{% endmacro %}
