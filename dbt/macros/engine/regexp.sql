{#- Replaces every match. DuckDB replaces the first one unless told 'g', Spark replaces all. -#}
{% macro regexp_replace_all(text, pattern, replacement) -%}
{{ return(adapter.dispatch('regexp_replace_all')(text, pattern, replacement)) }}
{%- endmacro %}


{% macro duckdb__regexp_replace_all(text, pattern, replacement) -%}
regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}


{% macro spark__regexp_replace_all(text, pattern, replacement) -%}
regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}


{#- Replaces the first match only. -#}
{% macro regexp_replace_first(text, pattern, replacement) -%}
{{ return(adapter.dispatch('regexp_replace_first')(text, pattern, replacement)) }}
{%- endmacro %}


{% macro duckdb__regexp_replace_first(text, pattern, replacement) -%}
regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}


{% macro spark__regexp_replace_first(text, pattern, replacement) -%}
regexp_replace({{ text }}, '^((?s:.)*?)(?:{{ pattern }})', '$1{{ replacement }}')
{%- endmacro %}
