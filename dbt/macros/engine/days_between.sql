{#- Whole days from the first date to the second. -#}
{% macro days_between(first, second) -%}
{{ return(adapter.dispatch('days_between')(first, second)) }}
{%- endmacro %}


{% macro duckdb__days_between(first, second) -%}
date_diff('day', {{ first }}, {{ second }})
{%- endmacro %}


{% macro spark__days_between(first, second) -%}
datediff({{ second }}, {{ first }})
{%- endmacro %}
