{#- A parameter of seeds/thresholds/parameter.csv as a scalar; unit tests give it rows like any other input. -#}
{% macro param(parameter_id) -%}
    (select max(cast(p.value as double)) from {{ ref('parameter') }} as p where p.parameter_id = '{{ parameter_id }}')
{%- endmacro %}


{#- A number as text without a trailing «.0». -#}
{% macro plain_number(expression) -%}
    case
        when {{ expression }} = floor({{ expression }}) then cast(cast({{ expression }} as bigint) as string)
        else cast({{ expression }} as string)
    end
{%- endmacro %}
