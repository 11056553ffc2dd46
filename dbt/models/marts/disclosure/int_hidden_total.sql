-- Totals ('all', 0) that stay open although cells below them are hidden. A total may stay if what it hides is itself safe
-- (publish_min_n people, two subjects, two grades) and if every class of hidden cells that share a visible parent is safe without it:
-- the first cells of a class (the mask) give up the totals of their schools or municipalities, the others keep them (ADR 10).
{% set entity = ['pattern_id', 'year', 'entity_key'] -%}
with hidden as (

    select
        size.pattern_id,
        size.measure,
        size.year,
        size.region_code,
        size.municipality_key,
        size.school_key,
        size.subject_code,
        size.grade,
        size.n,
        hidden.is_municipality_hidden,
        hidden.is_region_hidden,
        -- Only measures over all subjects and grades have a total that could stay open.
        size.pattern_id not in ('vpr', 'gia') or coalesce(indicator.subjects = 'all' and indicator.grades = 'all', true) as is_whole_pool
    from {{ ref('int_group_size') }} as size
    inner join {{ ref('int_hidden_group') }} as hidden
        on {{ same('size', 'hidden', ['pattern_id', 'year', 'school_key', 'municipality_key', 'subject_code', 'grade']) }}
    left join {{ ref('dim_indicator') }} as indicator
        on size.measure = indicator.indicator_id
    where size.subject_code <> 'all'

),

{% set levels = [
    ('school', 'school_key', 'not is_municipality_hidden', 'municipality_key, subject_code, grade'),
    ('municipality', 'municipality_key', 'is_municipality_hidden and not is_region_hidden', 'region_code, subject_code, grade'),
    ('region', 'region_code', 'is_region_hidden', none)
] -%}
{% for level, key, below, class in levels -%}
{{ level }}_cell as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        {{ 'municipality_key,' if level == 'school' }}
        {{ key ~ ' as entity_key' }},
        subject_code,
        grade,
        sum(n) as n,
        is_whole_pool,
        max(case when is_municipality_hidden then 1 else 0 end) as is_municipality_hidden,
        max(case when is_region_hidden then 1 else 0 end) as is_region_hidden
    from hidden
    {{ {'school': '', 'municipality': 'where is_municipality_hidden', 'region': 'where is_region_hidden'}[level] }}
    group by pattern_id, measure, year, region_code, {{ 'municipality_key, ' if level == 'school' }}{{ key ~ ', ' if level != 'region' }}subject_code, grade, is_whole_pool

),

{{ level }}_grade as (

    select
        pattern_id,
        measure,
        year,
        entity_key,
        grade,
        max(n) as people,
        min(subject_code) as first_subject,
        max(subject_code) as last_subject,
        max({{ 'is_municipality_hidden' if level == 'school' else 'is_region_hidden' if level == 'municipality' else '0' }}) as is_above_hidden
    from {{ level }}_cell
    where is_whole_pool
    group by pattern_id, measure, year, entity_key, grade

),

{{ level }}_measure as (

    select
        pattern_id,
        year,
        entity_key,
        sum(people) as people,
        sum(people) >= {{ param('publish_min_n') }}
            and count(*) >= 2
            and min(first_subject) < max(last_subject)
            and max(is_above_hidden) = 0 as is_safe
    from {{ level }}_grade
    group by pattern_id, measure, year, entity_key

),

{{ level }}_safe as (

    select
        pattern_id,
        year,
        entity_key,
        min(case when is_safe then 1 else 0 end) as is_safe,
        max(people) as people
    from {{ level }}_measure
    where entity_key not like '?%'
    group by pattern_id, year, entity_key

),
{% endfor %}
{% for level, key, below, class in levels if level != 'region' -%}
{{ level }}_mask as (

    select
        cell.pattern_id,
        cell.year,
        cell.entity_key,
        {{ is_mask(
            'cell.pattern_id, cell.measure, cell.year, cell.subject_code, cell.grade, ' ~ ('cell.municipality_key' if level == 'school' else 'cell.region_code'),
            'coalesce(safe.is_safe, 0), safe.people desc, cell.entity_key'
        ) }} as is_mask
    from {{ level }}_cell as cell
    left join {{ level }}_safe as safe
        on {{ same('cell', 'safe', entity) }}

),
{% endfor %}
open_total as (

    {% for level in ['school', 'municipality'] -%}
    select
        safe.pattern_id,
        safe.year,
        '{{ level }}' as entity_level,
        safe.entity_key as entity_id
    from {{ level }}_safe as safe
    inner join {{ level }}_mask as mask
        on {{ same('safe', 'mask', entity) }}
    where safe.is_safe = 1
    group by safe.pattern_id, safe.year, safe.entity_key
    having max(case when mask.is_mask then 1 else 0 end) = 0
    union all
    {% endfor -%}
    select
        pattern_id,
        year,
        'region' as entity_level,
        entity_key as entity_id
    from region_safe
    where is_safe = 1

)

select
    pattern_id,
    cast(year as smallint) as year,
    entity_level,
    entity_id
from open_total
