-- Whom a scope of seeds/reference/deadline_rule.csv binds in which year, and day 0 where the rule counts from an event.
with included as (

    select
        school_id,
        min(year) as included_year
    from {{ ref('fct_project_school') }}
    where list_kind = 'shnor'
    group by school_id

),

-- Whole schools and bodies: (scope, year, level, entity); they have no day 0.
whole as (

    {% for scope in ['school_vpr', 'school_results'] -%}
    select
        '{{ scope }}' as scope,
        year,
        'school' as entity_level,
        school_id as entity_id
    from {{ ref('int_scheduled_work') }}
    union
    {% endfor -%}
    select
        'project_school' as scope,
        year,
        'school' as entity_level,
        school_id as entity_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'
    {% for level in ['municipality', 'region'] -%}
    union
    -- Help is watched in the year after the school stood in the list.
    select
        'project_body' as scope,
        year + 1 as year,
        '{{ level }}' as entity_level,
        {{ level }}_code as entity_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'
    {% endfor -%}
    {% for years in [1, 2] -%}
    union
    select
        'included_school' as scope,
        included.included_year + {{ years }} as year,
        'school' as entity_level,
        included.school_id as entity_id
    from included
    inner join {{ ref('deadline_rule') }} as rule
        on rule.scope = 'included_school' and rule.offset_value >= {{ years }}
    {% endfor -%}
    union
    select
        'contact_school' as scope,
        year,
        'school' as entity_level,
        school_id as entity_id
    from {{ ref('stg_register__parent_contact') }}

),

bound as (

    select
        'municipality_vpr' as scope,
        year,
        'municipality' as entity_level,
        municipality_code as entity_id,
        'all' as subject_code,
        0 as grade,
        max(period_end_date) as start_date
    from {{ ref('int_scheduled_work') }}
    group by year, municipality_code

    union all

    select
        'work_vpr' as scope,
        year,
        'school' as entity_level,
        school_id as entity_id,
        subject_code,
        grade,
        vpr_date as start_date
    from {{ ref('int_scheduled_work') }}

    union all

    select
        scope,
        year,
        entity_level,
        entity_id,
        'all' as subject_code,
        0 as grade,
        cast(null as date) as start_date
    from whole

)

select
    bound.scope,
    cast(bound.year as smallint) as year,
    entity.region_code,
    entity.municipality_code,
    bound.entity_level,
    bound.entity_id,
    bound.subject_code,
    cast(bound.grade as smallint) as grade,
    bound.start_date
from bound
inner join {{ ref('dim_entity') }} as entity
    on
        bound.entity_level = entity.entity_level
        and bound.entity_id = entity.entity_id
