{#- Percentile with linear interpolation (type 7, as numpy and Excel PERCENTILE.INC); NULLs are left out. -#}
{% macro percentile(expression, q) -%}
    percentile_cont({{ q }}) within group (order by {{ expression }})
{%- endmacro %}
