-- Sizes of the groups of people behind published figures, at the finest grain: everything pooled is a sum of these.
-- pattern_id: vpr and gia have several measures (participants, marked works, compared works …) that share one pattern of hidden groups;
-- every other indicator over people is a pattern of its own. What stands in a parent but in none of its children is an unpublished child.
with indicator as (

    select
        indicator_id,
        case when hidden_with = 'own' then indicator_id else hidden_with end as pattern_id
    from {{ ref('dim_indicator') }}
    where counts in ('works', 'exam_results', 'marks', 'pupils', 'parents', 'teachers')

),

listed as (

    select
        indicator.pattern_id,
        fact.indicator_id as measure,
        fact.year,
        fact.entity_level,
        fact.entity_id,
        fact.subject_code,
        fact.grade,
        fact.denominator as n,
        fact.subject_code <> 'all' and fact.grade > 0 as is_fine,
        max(case when fact.subject_code <> 'all' and fact.grade > 0 then 1 else 0 end) over (partition by fact.indicator_id) as has_fine
    from {{ ref('fct_indicator_values') }} as fact
    inner join indicator
        on fact.indicator_id = indicator.indicator_id
    where fact.denominator > 0

),

placed as (

    select
        listed.pattern_id,
        listed.measure,
        listed.year,
        listed.entity_level,
        listed.entity_id,
        entity.region_code,
        case
            when listed.entity_level = 'region' then null
            else coalesce(entity.municipality_code, '?' || entity.region_code)
        end as municipality_key,
        listed.subject_code,
        listed.grade,
        listed.n
    from listed
    inner join {{ ref('dim_entity') }} as entity
        on listed.entity_level = entity.entity_level and listed.entity_id = entity.entity_id
    where listed.is_fine or (listed.has_fine = 0 and listed.pattern_id not in ('vpr', 'gia'))

),

municipality_rest as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        subject_code,
        grade,
        sum(case when entity_level = 'municipality' then n else -n end) as n
    from placed
    where entity_level in ('school', 'municipality')
    group by pattern_id, measure, year, region_code, municipality_key, subject_code, grade

),

region_rest as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        subject_code,
        grade,
        sum(case
            when entity_level = 'region' then n
            when entity_level = 'municipality' or municipality_key like '?%' then -n
            else 0
        end) as n
    from placed
    group by pattern_id, measure, year, region_code, subject_code, grade

),

sized as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        entity_id as school_key,
        subject_code,
        grade,
        n
    from placed
    where entity_level = 'school'
    union all
    select
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        '?' || municipality_key as school_key,
        subject_code,
        grade,
        n
    from municipality_rest
    where n > 0 and municipality_key not like '?%'
    union all
    select
        pattern_id,
        measure,
        year,
        region_code,
        '?' || region_code as municipality_key,
        '?' || region_code as school_key,
        subject_code,
        grade,
        n
    from region_rest
    where n > 0
    {%- for pattern, model, counts in [('vpr', 'agg_vpr_cell', ['participant_count', 'marked_count']), ('gia', 'agg_gia_cell', ['result_count', 'marked_count', 'score_count'])] %}
    {%- for count in counts %}
    union all
    select
        '{{ pattern }}' as pattern_id,
        '{{ count }}' as measure,
        year,
        region_code,
        coalesce(municipality_code, '?' || region_code) as municipality_key,
        coalesce(school_id, '?' || coalesce(municipality_code, region_code)) as school_key,
        subject_code,
        grade,
        {{ count }} as n
    from {{ ref(model) }}
    where {{ count }} > 0 and region_code is not null
    {%- endfor %}
    {%- endfor %}

)

select
    pattern_id,
    measure,
    cast(year as smallint) as year,
    region_code,
    municipality_key,
    school_key,
    subject_code,
    cast(grade as smallint) as grade,
    cast(n as double) as n,
    cast(max(n) over (partition by pattern_id, year, school_key, subject_code, grade) as double) as largest_n,
    n < {{ param('publish_min_n') }} as is_small
from sized
