{#- A contract on Spark: the columns of the contract, in its types. DuckDB asserts the types of the very same query; Spark's own differ
    where the meaning does not (`rank()` is an integer there and a bigint in DuckDB). A column that lacks is an error on both. -#}
{% macro spark__get_assert_columns_equivalent(sql) -%}
{%- endmacro %}


{% macro spark__get_select_subquery(sql) -%}
select
    {% for column in model.columns.values() -%}
    cast({{ column.name }} as {{ column.data_type }}) as {{ column.name }}{{ ',' if not loop.last }}
    {% endfor -%}
from (
    {{ sql }}
) as contracted
{%- endmacro %}


{#- dbt-spark's own view asserts a contract and leaves the types of the query. -#}
{% macro spark__create_view_as(relation, sql) -%}
create or replace view {{ relation }} as
{{ get_select_subquery(sql) if config.get('contract').enforced else sql }}
{%- endmacro %}


{#- Parquet tables of Spark have no constraints: what the yml promises (`not_null`, `primary_key`) is asked of the finished table. -#}
{% macro spark__persist_constraints(relation, model) -%}
    {%- set filled = [] -%}
    {%- set key = [] -%}
    {%- for column in model.columns.values() if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
        {%- do filled.append(column.name) -%}
    {%- endfor -%}
    {%- for constraint in model.constraints if constraint.type == 'primary_key' -%}
        {%- do key.extend(constraint.columns) -%}
    {%- endfor -%}
    {%- for name in key if name not in filled -%}{%- do filled.append(name) -%}{%- endfor -%}
    {%- if config.get('contract').enforced and filled -%}
        {%- call statement('constraints') -%}
select
    assert_true({{ "coalesce(max(row_count), 0) <= 1" if key else "true" }}, '{{ relation }}: two rows of one key ({{ key | join(', ') }})'),
    assert_true(coalesce(sum(null_count), 0) = 0, '{{ relation }}: NULL in one of {{ filled | join(', ') }}')
from (
    select
        count(*) as row_count,
        sum(case when {% for name in filled %}{{ name }} is null{{ ' or ' if not loop.last }}{% endfor %} then 1 else 0 end) as null_count
    from {{ relation }}
    {{ 'group by ' ~ key | join(', ') if key }}
) as counted
        {%- endcall -%}
    {%- endif -%}
{%- endmacro %}
