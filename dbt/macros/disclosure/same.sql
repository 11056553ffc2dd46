{#- Join condition: the two relations agree in all of these columns. -#}
{% macro same(one, other, columns) -%}
    {%- for column in columns -%}
    {{ one }}.{{ column }} = {{ other }}.{{ column }}{{ '' if loop.last else ' and ' }}
    {%- endfor -%}
{%- endmacro %}
