{#- A parameter of seeds/thresholds/parameter.csv as a scalar; unit tests give it rows like any other input. -#}
{% macro param(parameter_id) -%}
    (select max(cast(p.value as double)) from {{ ref('parameter') }} as p where p.parameter_id = '{{ parameter_id }}')
{%- endmacro %}
