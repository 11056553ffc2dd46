-- Marks and the comparison with the journal of a school's works, the same shares of its municipality and of its region beside them as rows.
with counted as (

    {% for kind, category, work_count, base_count in [
        ('mark', '2', 'mark_2_count', 'marked_count'),
        ('mark', '3', 'mark_3_count', 'marked_count'),
        ('mark', '4', 'mark_4_count', 'marked_count'),
        ('mark', '5', 'mark_5_count', 'marked_count'),
        ('journal', 'lowered', 'journal_lowered_count', 'journal_both_count'),
        ('journal', 'confirmed', 'journal_confirmed_count', 'journal_both_count'),
        ('journal', 'raised', 'journal_raised_count', 'journal_both_count')
    ] -%}
    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        '{{ kind }}' as kind_code,
        '{{ category }}' as category_code,
        {{ work_count }} as work_count,
        {{ base_count }} as base_count
    from {{ ref('fct_vpr_mark_distribution') }}
    where {{ base_count }} > 0
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

compared as (

    {% for level, code in [('school', 'entity_id'), ('municipality', 'municipality_code'), ('region', 'region_code')] -%}
    select
        entity_id as school_id,
        '{{ level }}' as compared_level,
        {{ code }} as compared_id
    from {{ ref('dim_entity') }}
    where entity_level = 'school'
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

own_work as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from {{ ref('fct_vpr_mark_distribution') }}
    where entity_level = 'school'

)

select
    {{ entity_columns('fact') }},
    counted.kind_code,
    kind_label.label_ru as kind_name,
    compared.compared_level,
    compared_label.label_ru as compared_level_name,
    compared.compared_id,
    compared_entity.entity_name as compared_name,
    counted.category_code,
    coalesce(category_label.label_ru, '«' || counted.category_code || '»') as category_name,
    counted.work_count,
    counted.base_count,
    100 * cast(counted.work_count as double) / counted.base_count as share_pct
from own_work as fact
inner join compared
    on fact.entity_id = compared.school_id
inner join counted
    on
        compared.compared_level = counted.entity_level
        and compared.compared_id = counted.entity_id
        and fact.year = counted.year
        and fact.subject_code = counted.subject_code
        and fact.grade = counted.grade
inner join {{ ref('dim_entity') }} as compared_entity
    on compared.compared_level = compared_entity.entity_level and compared.compared_id = compared_entity.entity_id
{{ entity_joins('fact') }}
{{ label_join('kind_label', 'benchmark_kind', 'counted.kind_code') }}
{{ label_join('compared_label', 'entity_level', 'compared.compared_level') }}
{{ label_join('category_label', 'journal_cmp', 'counted.category_code') }}
