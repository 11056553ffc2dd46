{#- Where a source is read: the lake in place on either engine. DuckDB takes `meta.external_location` by itself,
    Spark the path in `meta.spark_location`. Takes the place of dbt's own `source`. -#}
{% macro source(source_name, table_name) -%}
    {%- if target is not defined -%}
{{ source_name }}_{{ table_name }}
    {%- else -%}
{{ return(adapter.dispatch('lake_source')(source_name, table_name)) }}
    {%- endif -%}
{%- endmacro %}


{% macro duckdb__lake_source(source_name, table_name) -%}
{{ return(builtins.source(source_name, table_name)) }}
{%- endmacro %}


{% macro spark__lake_source(source_name, table_name) -%}
    {%- set relation = builtins.source(source_name, table_name) -%}
    {%- if not execute -%}
{{ return(relation) }}
    {%- endif -%}
    {%- for node in graph.sources.values() if node.source_name == source_name and node.name == table_name -%}
{{ return('parquet.`' ~ node.meta.spark_location.replace('{name}', table_name) ~ '`') }}
    {%- endfor -%}
{%- endmacro %}
