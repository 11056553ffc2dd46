-- Indicators over the works of listed schools only (K01): a municipality shows one if none of its listed schools is hidden. A region shows
-- it, within each (subject, grade), if in the municipalities where listed and other schools are hidden side by side both sides are safe
-- groups that no open total reaches; pooled rows need every cell.
{% set cell = ['year', 'subject_code', 'grade'] -%}
{% set parent = "indicator_id, year, region_code, case when is_municipality_hidden then '' else municipality_key end, subject_code, grade" -%}
with listed as (

    select
        fact.indicator_id,
        fact.year,
        fact.entity_level,
        fact.entity_id,
        entity.region_code,
        coalesce(entity.municipality_code, '?' || entity.region_code) as municipality_key,
        fact.subject_code,
        fact.grade,
        fact.denominator as n
    from {{ ref('fct_indicator_values') }} as fact
    inner join {{ ref('dim_indicator') }} as indicator
        on fact.indicator_id = indicator.indicator_id and indicator.counts = 'listed_works'
    inner join {{ ref('dim_entity') }} as entity
        on fact.entity_level = entity.entity_level and fact.entity_id = entity.entity_id
    where
        fact.denominator > 0
        and fact.subject_code <> 'all'
        and fact.grade > 0

),

column_seen as (

    select
        indicator_id,
        year,
        region_code,
        subject_code,
        grade
    from listed
    group by indicator_id, year, region_code, subject_code, grade

),

hidden as (

    select
        seen.indicator_id,
        seen.year,
        seen.region_code,
        hidden.municipality_key,
        hidden.is_municipality_hidden,
        seen.subject_code,
        seen.grade,
        listed.n is not null as is_listed,
        shown.entity_id is null as is_mask,
        size.n
    from column_seen as seen
    inner join {{ ref('int_hidden_group') }} as hidden
        on hidden.pattern_id = 'vpr' and {{ same('seen', 'hidden', cell + ['region_code']) }}
    inner join {{ ref('int_group_size') }} as size
        on size.pattern_id = 'vpr' and size.measure = 'marked_count' and {{ same('hidden', 'size', cell + ['school_key']) }}
    left join listed
        on
            {{ same('seen', 'listed', cell + ['indicator_id']) }}
            and listed.entity_level = 'school'
            and hidden.school_key = listed.entity_id
    left join {{ ref('int_hidden_total') }} as shown
        on
            shown.pattern_id = 'vpr'
            and hidden.year = shown.year
            and shown.entity_level = 'school'
            and hidden.school_key = shown.entity_id

),

class as (

    select
        *,
        max(case when is_listed then 1 else 0 end) over (partition by {{ parent }}) = 1
        and min(case when is_listed then 1 else 0 end) over (partition by {{ parent }}) = 0 as is_mixed
    from hidden

),

side as (

    select
        indicator_id,
        year,
        region_code,
        subject_code,
        grade,
        is_listed,
        count(*) as group_count,
        sum(case when is_mask then 1 else 0 end) as mask_count,
        sum(case when is_mask then n else 0 end) as mask_n
    from class
    where is_mixed
    group by indicator_id, year, region_code, subject_code, grade, is_listed

),

unsafe as (

    select
        indicator_id,
        year,
        'region' as entity_level,
        region_code as entity_id,
        subject_code,
        grade
    from side
    where mask_count < 2 or mask_n < {{ param('publish_min_n') }}
    union
    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from listed
    where entity_level = 'region' and n < {{ param('publish_min_n') }}
    union
    select
        listed.indicator_id,
        listed.year,
        'municipality' as entity_level,
        listed.municipality_key as entity_id,
        listed.subject_code,
        listed.grade
    from listed
    inner join {{ ref('int_hidden_cell') }} as hidden
        on hidden.pattern_id = 'vpr' and {{ same('listed', 'hidden', cell + ['entity_level', 'entity_id']) }}
    where listed.entity_level in ('school', 'municipality')

)

select
    indicator_id,
    cast(year as smallint) as year,
    entity_level,
    entity_id,
    case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
    cast(case when grouping(grade) = 1 then 0 else grade end as smallint) as grade
from unsafe
group by indicator_id, year, entity_level, entity_id, rollup (subject_code), rollup (grade)
