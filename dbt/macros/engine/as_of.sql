{#- The day everything with a term is judged on: RSOKO_AS_OF, else the day the run started. Tags its model `as_of`:
    a new day builds these models and what reads them, nothing else. Unit tests: `overrides: {macros: {as_of: "cast('2022-07-05' as date)"}}`.
    The linter renders macros without dbt: there is no environment to ask. -#}
{% macro as_of() -%}
    {%- do config(tags=['as_of']) -%}
    {%- if target is defined -%}
cast('{{ env_var('RSOKO_AS_OF', run_started_at.strftime('%Y-%m-%d')) }}' as date)
    {%- else -%}
current_date
    {%- endif -%}
{%- endmacro %}
