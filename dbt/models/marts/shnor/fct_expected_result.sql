-- Schools the model promises something to (ШНОР, schools of the project) × what is promised, and whether a register proves it.
-- Only where a register of that year speaks about the municipality: elsewhere nothing is known.
with population as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        'shnor' as population
    from {{ ref('fct_shnor') }}
    where is_shnor
    union all
    select
        year,
        region_code,
        municipality_code,
        school_id,
        'project_500' as population
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'

),

promised as (

    select
        indicator_id,
        population,
        needs,
        count(*) as kind_count
    from {{ ref('expected_result') }}
    group by indicator_id, population, needs

),

reported as (

    select
        result.indicator_id,
        reach.year,
        reach.municipality_code
    from {{ ref('expected_result') }} as result
    inner join {{ ref('int_register_reach') }} as reach
        on result.source = reach.register
    group by result.indicator_id, reach.year, reach.municipality_code

),

proof as (

    select
        result.indicator_id,
        result.kind,
        event.year,
        case when result.school_role = 'host' then event.host_school_id else event.covered_school_id end as school_id
    from {{ ref('expected_result') }} as result
    inner join {{ ref('fct_event') }} as event
        on result.kind = event.event_kind
    where
        result.source = 'event'
        and (not result.is_timed or event.hours >= {{ param('short_event_min_hours') }})
        and (not result.is_municipal or (event.owner_level = 'municipality' and event.is_theme_500))
    union all
    select
        result.indicator_id,
        result.kind,
        document.year,
        document.school_id
    from {{ ref('expected_result') }} as result
    inner join {{ ref('fct_document') }} as document
        on result.kind = document.document_kind
    where
        result.source = 'document'
        -- a document the curator turned down proves nothing
        and coalesce(document.is_confirmed, true)

),

proved as (

    select
        indicator_id,
        year,
        school_id,
        count(distinct kind) as kind_count
    from proof
    group by indicator_id, year, school_id

)

select
    cast(population.year as smallint) as year,
    population.region_code,
    population.municipality_code,
    population.school_id,
    promised.indicator_id,
    promised.population,
    cast(promised.kind_count as int) as kind_count,
    cast(coalesce(proved.kind_count, 0) as int) as proved_kind_count,
    coalesce(proved.kind_count >= case when promised.needs = 'all' then promised.kind_count else 1 end, false) as is_covered
from population
inner join promised
    on population.population = promised.population
inner join reported
    on
        promised.indicator_id = reported.indicator_id
        and population.year = reported.year
        and population.municipality_code = reported.municipality_code
left join proved
    on
        promised.indicator_id = proved.indicator_id
        and population.year = proved.year
        and population.school_id = proved.school_id
