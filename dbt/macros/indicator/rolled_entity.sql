{#- Level and id of a row summed by `rollup (municipality_code, school_id)` within a region. -#}
{% macro rolled_entity() -%}
        case
            when grouping(school_id) = 0 then 'school'
            when grouping(municipality_code) = 0 then 'municipality'
            else 'region'
        end as entity_level,
        case
            when grouping(school_id) = 0 then school_id
            when grouping(municipality_code) = 0 then municipality_code
            else region_code
        end as entity_id
{%- endmacro %}
