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
