{#- Whether a text begins with another one. -#}
{% macro begins_with(text, beginning) -%}
{{ return(adapter.dispatch('begins_with')(text, beginning)) }}
{%- endmacro %}


{% macro duckdb__begins_with(text, beginning) -%}
starts_with({{ text }}, {{ beginning }})
{%- endmacro %}


{% macro spark__begins_with(text, beginning) -%}
startswith({{ text }}, {{ beginning }})
{%- endmacro %}
