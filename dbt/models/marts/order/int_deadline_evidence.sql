-- What proves that something with a term was done: the kind of seeds/reference/deadline_rule.csv, for whom, when.
with document as (

    select
        year,
        document_kind as evidence,
        case when school_id is not null then 'school' when municipality_code is not null then 'municipality' else 'region' end as entity_level,
        coalesce(school_id, municipality_code, region_code) as entity_id,
        region_code,
        -- The order asks to publish these two; the others need only be there.
        case when document_kind in ('observer_report', 'vpr_analysis') then published_date else document_date end as event_date
    from {{ ref('stg_register__document') }}
    where document_kind in ('observer_report', 'vpr_analysis', 'monitoring_report', 'school_analysis', 'programme_correction', 'recheck_outcome')

),

event as (

    select
        year,
        case when evidence = 'recheck_outcome' then 'recheck' else evidence end as evidence,
        entity_level,
        entity_id,
        region_code,
        'all' as subject_code,
        0 as grade,
        event_date
    from document

    union all

    -- The outcome stated in a document comes first; without one the day the volume was reached.
    select
        volume.year,
        'recheck' as evidence,
        'municipality' as entity_level,
        volume.municipality_code as entity_id,
        volume.region_code,
        'all' as subject_code,
        0 as grade,
        volume.reached_date as event_date
    from {{ ref('fct_recheck_volume') }} as volume
    left join document
        on
            document.evidence = 'recheck_outcome'
            and volume.year = document.year
            and volume.municipality_code = document.entity_id
    where volume.rechecked_count is not null and document.entity_id is null

    union all

    select
        year,
        'site_check' as evidence,
        'school' as entity_level,
        school_id as entity_id,
        region_code,
        'all' as subject_code,
        0 as grade,
        check_date as event_date
    from {{ ref('stg_register__site_check') }}

    union all

    select
        year,
        'parent_contact' as evidence,
        'school' as entity_level,
        school_id as entity_id,
        region_code,
        'all' as subject_code,
        0 as grade,
        contact_date as event_date
    from {{ ref('stg_register__parent_contact') }}

    union all

    -- The first destruction counts: nothing of a work may go before its term.
    select
        year,
        'works_destroyed' as evidence,
        'school' as entity_level,
        school_id as entity_id,
        region_code,
        subject_code,
        grade,
        min(destroyed_date) as event_date
    from {{ ref('stg_register__vpr_schedule') }}
    group by year, school_id, region_code, subject_code, grade

)

select
    cast(year as smallint) as year,
    evidence,
    entity_level,
    entity_id,
    region_code,
    subject_code,
    cast(grade as smallint) as grade,
    event_date
from event
where entity_id is not null
