{#- A date `days` days later. -#}
{% macro add_days(day, days) -%}
    {%- if target is defined and target.type == 'spark' -%}
date_add({{ day }}, cast({{ days }} as int))
    {%- else -%}
cast({{ day }} + cast({{ days }} as integer) as date)
    {%- endif -%}
{%- endmacro %}


{#- The same day `months` calendar months later, the last day of a shorter month: 31.01 + 1 → 28.02. -#}
{% macro add_months(day, months) -%}
    {%- if target is defined and target.type == 'spark' -%}
add_months({{ day }}, cast({{ months }} as int))
    {%- else -%}
cast({{ day }} + to_months(cast({{ months }} as integer)) as date)
    {%- endif -%}
{%- endmacro %}


{#- A date from numbers; a day behind the end of the month is its last day: 29.02 of 2022 → 28.02. -#}
{% macro clipped_date(year, month, day) -%}
least(
            last_day(make_date(cast({{ year }} as int), cast({{ month }} as int), 1)),
            {{ add_days('make_date(cast(' ~ year ~ ' as int), cast(' ~ month ~ ' as int), 1)', day ~ ' - 1') }}
        )
{%- endmacro %}
