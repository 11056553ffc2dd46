{#- Columns that name the entity, subject and year of a published row; goes with entity_joins(). -#}
{% macro entity_columns(fact) -%}
{{ fact }}.year,
    {{ fact }}.entity_level,
    level_label.label_ru as entity_level_name,
    {{ fact }}.entity_id,
    entity.entity_name,
    entity.region_code,
    entity.municipality_code,
    municipality.municipality_name,
    {{ fact }}.subject_code,
    coalesce(subject.label_ru, all_label.label_ru) as subject_name,
    {{ fact }}.grade
{%- endmacro %}


{% macro entity_joins(fact) -%}
inner join {{ ref('dim_entity') }} as entity
    on {{ fact }}.entity_level = entity.entity_level and {{ fact }}.entity_id = entity.entity_id
left join {{ ref('dim_municipality') }} as municipality
    on entity.municipality_code = municipality.municipality_code
left join {{ ref('dim_subject') }} as subject
    on {{ fact }}.subject_code = subject.subject_code
{{ label_join('level_label', 'entity_level', fact ~ '.entity_level') }}
{{ label_join('all_label', 'subject', fact ~ '.subject_code') }}
{%- endmacro %}


{#- Joins the Russian label of a code: seeds/reference/code_label.csv. -#}
{% macro label_join(alias, domain, code) -%}
left join {{ ref('code_label') }} as {{ alias }}
    on {{ alias }}.domain = '{{ domain }}' and {{ code }} = {{ alias }}.code
{%- endmacro %}
