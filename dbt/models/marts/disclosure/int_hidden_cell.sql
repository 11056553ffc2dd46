-- Every cell (entity × subject × grade) whose figures no open table may show, per pattern: what every public twin reads.
-- A pooled cell (subject 'all' or grade 0) that holds a hidden one is hidden too, except the totals of int_hidden_total.
with fine as (

    {% for level, key, condition, small in [
        ('school', 'school_key', "school_key not like '?%'", 'is_small'),
        ('municipality', 'municipality_key', "is_municipality_hidden and municipality_key not like '?%'", 'is_municipality_small'),
        ('region', 'region_code', 'is_region_hidden', 'is_region_hidden')
    ] -%}
    select
        pattern_id,
        year,
        '{{ level }}' as entity_level,
        {{ key }} as entity_id,
        subject_code,
        grade,
        max(case when {{ small }} then 1 else 0 end) as is_small
    from {{ ref('int_hidden_group') }}
    where {{ condition }}
    group by pattern_id, year, {{ key }}, subject_code, grade
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

pooled as (

    select
        pattern_id,
        year,
        entity_level,
        entity_id,
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade
    from fine
    where subject_code <> 'all'
    group by pattern_id, year, entity_level, entity_id, grouping sets ((subject_code), (grade), ())

)

select
    pattern_id,
    cast(year as smallint) as year,
    entity_level,
    entity_id,
    subject_code,
    cast(grade as smallint) as grade,
    case when is_small = 1 then 'primary' else 'complement' end as reason
from fine
union all
select
    pooled.pattern_id,
    cast(pooled.year as smallint) as year,
    pooled.entity_level,
    pooled.entity_id,
    pooled.subject_code,
    cast(pooled.grade as smallint) as grade,
    'pooled' as reason
from pooled
left join {{ ref('int_hidden_total') }} as shown
    on
        {{ same('pooled', 'shown', ['pattern_id', 'year', 'entity_level', 'entity_id']) }}
        and pooled.subject_code = 'all'
        and pooled.grade = 0
where shown.entity_id is null
