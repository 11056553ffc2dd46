{#- A number rounded to `digits` decimals, halves away from zero, on the binary value as DuckDB does: 1.005 → 1.0 (Spark alone: 1.01). -#}
{% macro rounded(expression, digits) -%}
{{ return(adapter.dispatch('rounded')(expression, digits)) }}
{%- endmacro %}


{% macro duckdb__rounded(expression, digits) -%}
round({{ expression }}, {{ digits }})
{%- endmacro %}


{% macro spark__rounded(expression, digits) -%}
round(({{ expression }}) * 1e{{ digits }}) / 1e{{ digits }}
{%- endmacro %}
