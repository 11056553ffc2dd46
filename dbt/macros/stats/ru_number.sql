{#- A number as Russian text: decimal comma, fixed digits. For evidence texts only; figures stay numbers. -#}
{% macro ru_number(expression, decimals=1) -%}
    replace(cast(cast({{ expression }} as decimal(18, {{ decimals }})) as string), '.', ',')
{%- endmacro %}
