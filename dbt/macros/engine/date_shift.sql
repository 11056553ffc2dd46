{#- A date `days` days later. -#}
{% macro add_days(day, days) -%}
{{ return(adapter.dispatch('add_days')(day, days)) }}
{%- endmacro %}


{% macro duckdb__add_days(day, days) -%}
cast({{ day }} + cast({{ days }} as integer) as date)
{%- endmacro %}


{% macro spark__add_days(day, days) -%}
date_add({{ day }}, cast({{ days }} as int))
{%- endmacro %}


{#- The same day `months` calendar months later, the last day of a shorter month: 31.01 + 1 → 28.02. -#}
{% macro add_months(day, months) -%}
{{ return(adapter.dispatch('add_months')(day, months)) }}
{%- endmacro %}


{% macro duckdb__add_months(day, months) -%}
cast({{ day }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}


{% macro spark__add_months(day, months) -%}
add_months({{ day }}, cast({{ months }} as int))
{%- endmacro %}


{#- A date from numbers; a day behind the end of the month is its last day: 29.02 of 2022 → 28.02. -#}
{% macro clipped_date(year, month, day) -%}
least(
            last_day(make_date(cast({{ year }} as int), cast({{ month }} as int), 1)),
            {{ add_days('make_date(cast(' ~ year ~ ' as int), cast(' ~ month ~ ' as int), 1)', day ~ ' - 1') }}
        )
{%- endmacro %}
