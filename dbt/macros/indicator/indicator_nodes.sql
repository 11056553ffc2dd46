{#- Every indicator model of the project with its meta, sorted by name; whole also when dbt runs a part of the models.
    Empty while dbt parses. -#}
{% macro indicator_nodes() -%}
    {%- set nodes = [] -%}
    {%- if execute -%}
    {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
    {%- if node.name.startswith('ind_') -%}{%- do nodes.append(node) -%}{%- endif -%}
    {%- endfor -%}
    {%- endif -%}
    {{ return(nodes) }}
{%- endmacro %}


{#- A text of meta as an SQL literal; a missing one is NULL, a list is joined with commas. -#}
{% macro meta_text(value) -%}
    {%- if value is none or value is undefined -%}
    cast(null as string)
    {%- else -%}
    '{{ (value if value is string or value is number else value | join(',')) | string | replace("'", "''") }}'
    {%- endif -%}
{%- endmacro %}
