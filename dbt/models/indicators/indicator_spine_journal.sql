-- The spine of journal marks: the entities and years of indicator_spine, subjects and grades of the delivered journals.
with pooled as (

    select
        year,
        entity_level,
        entity_id,
        region_code,
        municipality_code,
        min_grade,
        max_grade
    from {{ ref('indicator_spine') }}
    where subject_code = 'all' and grade = 0

),

listed as (

    select
        year,
        region_code,
        subject_code,
        grade
    from {{ ref('agg_journal_mark') }}
    group by year, region_code, subject_code, grade

),

scope as (

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
        pooled.year,
        pooled.region_code,
        listed.subject_code,
        0 as grade
    from pooled
    inner join listed
        on pooled.region_code = listed.region_code
    union
    select
        year,
        region_code,
        'all' as subject_code,
        0 as grade
    from pooled

)

select
    cast(scope.year as smallint) as year,
    pooled.entity_level,
    pooled.entity_id,
    pooled.region_code,
    pooled.municipality_code,
    scope.subject_code,
    cast(scope.grade as smallint) as grade,
    pooled.min_grade,
    pooled.max_grade
from scope
inner join pooled
    on scope.year = pooled.year and scope.region_code = pooled.region_code
