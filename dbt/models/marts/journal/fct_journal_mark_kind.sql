-- Which journal marks stand behind the indicators of annual marks: per entity, subject and grade, and how many.
with summed as (

    select
        year,
        region_code,
        {{ rolled_entity() }},
        subject_code,
        grade,
        sum(annual_both_count) as annual_count,
        sum(term_both_count) as term_count,
        sum(annual_missing_count + term_missing_count) as missing_count
    from {{ ref('agg_vpr_journal') }}
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        subject_code,
        grade

)

select
    cast(year as smallint) as year,
    region_code,
    entity_level,
    entity_id,
    subject_code,
    cast(grade as smallint) as grade,
    {{ journal_mark_kind('annual_count', 'term_count') }} as journal_mark_kind,
    cast(annual_count as int) as annual_count,
    cast(term_count as int) as term_count,
    cast(missing_count as int) as missing_count
from summed
where entity_id is not null
