{#- Replaces every match; DuckDB replaces the first one unless told 'g', Spark replaces all.
    A plain condition and not adapter.dispatch: the linter renders macros without dbt. -#}
{% macro regexp_replace_all(text, pattern, replacement) -%}
    {%- if target is defined and target.type == 'spark' -%}
regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
    {%- else -%}
regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
    {%- endif -%}
{%- endmacro %}
