{#- A parameter of seeds/thresholds/parameter.csv as a scalar; unit tests give it rows like any other input. -#}
{% macro param(parameter_id) -%}
    (select max(cast(p.value as double)) from {{ ref('parameter') }} as p where p.parameter_id = '{{ parameter_id }}')
{%- endmacro %}


{#- `name=value; …` for the parameters of one indicator, with the values the seed has now. -#}
{% macro param_text(parameter_ids) -%}
    {%- if not parameter_ids -%}
    cast(null as string)
    {%- else -%}
    {%- for parameter_id in parameter_ids -%}
    {{ " || '; ' || " if not loop.first }}'{{ parameter_id }}=' || coalesce({{ plain_number(param(parameter_id)) }}, '?')
    {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{#- A number as text without a trailing «.0». -#}
{% macro plain_number(expression) -%}
    case
        when {{ expression }} = floor({{ expression }}) then cast(cast({{ expression }} as bigint) as string)
        else cast({{ expression }} as string)
    end
{%- endmacro %}
