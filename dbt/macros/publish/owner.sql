{#- Columns that name the entity of a published row without subject and grade; goes with owner_joins(). -#}
{% macro owner_columns(fact) -%}
{{ fact }}.entity_level,
    level_label.label_ru as entity_level_name,
    {{ fact }}.entity_id,
    entity.entity_name,
    entity.region_code,
    entity.municipality_code,
    municipality.municipality_name
{%- endmacro %}


{% macro owner_joins(fact) -%}
left join {{ ref('dim_entity') }} as entity
    on {{ fact }}.entity_level = entity.entity_level and {{ fact }}.entity_id = entity.entity_id
left join {{ ref('dim_municipality') }} as municipality
    on entity.municipality_code = municipality.municipality_code
{{ label_join('level_label', 'entity_level', fact ~ '.entity_level') }}
{%- endmacro %}
