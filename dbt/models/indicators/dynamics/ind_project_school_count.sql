with listed as (

    select
        year,
        region_code,
        municipality_code,
        school_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'

),

list_year as (

    select
        year,
        region_code
    from listed
    group by year, region_code

),

counted as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        count(*) as school_count
    from listed
    group by year, region_code

    union all

    -- A municipality without a school on the list of its region has a known 0.
    select
        list_year.year,
        'municipality' as entity_level,
        municipality.municipality_code as entity_id,
        count(listed.school_id) as school_count
    from {{ ref('dim_municipality') }} as municipality
    inner join list_year
        on municipality.region_code = list_year.region_code
    left join listed
        on
            municipality.municipality_code = listed.municipality_code
            and list_year.year = listed.year
    group by list_year.year, municipality.municipality_code

),

measured as (

    select
        year,
        entity_level,
        entity_id,
        'all' as subject_code,
        0 as grade,
        school_count as numerator,
        cast(null as double) as denominator,
        school_count as value
    from counted

),

indicator as (

    {{ indicator_rows('project_school_count', levels=['municipality', 'region']) }}

)

select
    {{ indicator_columns() }}
from indicator
where
    subject_code = 'all'
    and grade = 0
