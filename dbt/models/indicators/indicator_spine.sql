-- Every entity and year of a region × what is looked at: pooled rows always, a grade where its work was written that year.
with listed as (

    select
        year,
        region_code,
        subject_code,
        grade
    from {{ ref('agg_vpr_cell') }}
    group by year, region_code, subject_code, grade

),

years as (

    select
        year,
        region_code
    from listed
    union
    select
        year,
        substr(school_id, 1, 2) as region_code
    from {{ ref('fct_biased_school') }}
    union
    select
        year,
        region_code
    from {{ ref('fct_project_school') }}
    union
    select
        year,
        region_code
    from {{ ref('int_register_year') }}
    union
    select
        year,
        region_code
    from {{ ref('agg_gia_cell') }}
    union
    select
        year,
        region_code
    from {{ ref('agg_enrolment') }}

),

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
