-- The spine of measures: the same entities and years as indicator_spine, subjects and grades that measures of the region name.
with base as (

    select
        year,
        entity_level,
        entity_id,
        region_code,
        municipality_code,
        min_grade,
        max_grade
    from {{ ref('indicator_spine') }}
    where
        subject_code = 'all'
        and grade = 0

),

-- Pairs are listed in the years that name them, a subject or a grade alone in every year of the region.
named as (

    select
        region_code,
        year,
        subject_code,
        grade
    from {{ ref('fct_measure_scope') }}
    group by region_code, year, subject_code, grade
    union
    select
        region_code,
        cast(null as smallint) as year,
        subject_code,
        0 as grade
    from {{ ref('fct_measure_scope') }}
    group by region_code, subject_code
    union
    select
        region_code,
        cast(null as smallint) as year,
        'all' as subject_code,
        grade
    from {{ ref('fct_measure_scope') }}
    group by region_code, grade

),

-- distinct: a pair may be listed in a year and alone
listed as (

    select distinct
        base.year,
        base.entity_level,
        base.entity_id,
        named.subject_code,
        named.grade
    from base
    inner join named
        on
            base.region_code = named.region_code
            and coalesce(named.year, base.year) = base.year
    union
    select
        year,
        entity_level,
        entity_id,
        'all' as subject_code,
        0 as grade
    from base

)

select
    listed.year,
    listed.entity_level,
    listed.entity_id,
    base.region_code,
    base.municipality_code,
    listed.subject_code,
    cast(listed.grade as smallint) as grade,
    base.min_grade,
    base.max_grade
from listed
inner join base
    on
        listed.year = base.year
        and listed.entity_level = base.entity_level
        and listed.entity_id = base.entity_id
