{#- Whole days from the first date to the second. A plain condition, as in regexp_replace_all. -#}
{% macro days_between(first, second) -%}
    {%- if target is defined and target.type == 'spark' -%}
datediff({{ second }}, {{ first }})
    {%- else -%}
date_diff('day', {{ first }}, {{ second }})
    {%- endif -%}
{%- endmacro %}
