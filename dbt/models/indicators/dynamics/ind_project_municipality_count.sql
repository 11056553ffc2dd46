with listed as (

    select
        year,
        region_code,
        municipality_code
    from {{ ref('fct_project_school') }}
    where
        list_kind = 'project_500'
        and municipality_code is not null
    group by year, region_code, municipality_code

),

measured as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        'all' as subject_code,
        0 as grade,
        count(*) as numerator,
        cast(null as double) as denominator,
        count(*) as value
    from listed
    group by year, region_code

),

indicator as (

    {{ indicator_rows('project_municipality_count', levels=['region']) }}

)

select
    {{ indicator_columns() }}
from indicator
where
    subject_code = 'all'
    and grade = 0
