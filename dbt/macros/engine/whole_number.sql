{#- A number cast to a whole one of `type`: rounded, a half to the even neighbour, as DuckDB's cast does (Spark alone: cut off). -#}
{% macro whole_number(expression, type) -%}
{{ return(adapter.dispatch('whole_number')(expression, type)) }}
{%- endmacro %}


{% macro duckdb__whole_number(expression, type) -%}
cast({{ expression }} as {{ type }})
{%- endmacro %}


{% macro spark__whole_number(expression, type) -%}
cast(bround({{ expression }}) as {{ type }})
{%- endmacro %}
