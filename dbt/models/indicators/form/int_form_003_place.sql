-- Rows of the form of document 003: every municipality and year × every criterion; the indicator is missing while nobody computes it.
with criterion as (

    select
        form.position,
        form.code,
        indicator.indicator_id,
        case when indicator.subjects like '%,%' then 'all' else indicator.subjects end as subject_code,
        ',' || indicator.subjects || ',' as subjects,
        ',' || indicator.grades || ',' as grades,
        coalesce(indicator.parameters like '%journal_mark_kind_mode=%', false) as is_annual_journal
    from {{ ref('criterion_003') }} as form
    left join {{ ref('dim_indicator') }} as indicator
        on form.code = indicator.code

),

places as (

    select
        year,
        region_code,
        entity_id as municipality_code
    from {{ ref('indicator_spine') }}
    where entity_level = 'municipality' and subject_code = 'all' and grade = 0

)

select
    places.year,
    places.region_code,
    places.municipality_code,
    criterion.position,
    criterion.code,
    criterion.indicator_id,
    criterion.subject_code,
    criterion.subjects,
    criterion.grades,
    criterion.is_annual_journal
from places
cross join criterion
