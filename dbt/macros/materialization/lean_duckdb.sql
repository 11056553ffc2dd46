{#- Tables and views of DuckDB in one statement. A build goes into a file of its own that is renamed when all is well
    (ADR 1), so what dbt does to keep an old table readable beside the new one (temporary name, two renames, a
    transaction, a drop, one more question for the contract) protects nobody and cost two thirds of a model's time. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {{ return(lean_relation('table')) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {{ return(lean_relation('view')) }}
{% endmaterialization %}


{% macro lean_relation(kind) %}
    {%- set relation = this.incorporate(type=kind) -%}
    {%- if kind == 'table' and lean_has_constraints() -%}
        {%- set build -%}
            create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
            insert into {{ relation }} {{ get_column_names() }} {{ get_select_subquery(compiled_code) }}
        {%- endset -%}
        {{ get_assert_columns_equivalent(compiled_code) }}
    {%- else -%}
        {%- set build -%}
            create or replace {{ kind }} {{ relation }} as ({{ compiled_code }})
        {%- endset -%}
    {%- endif -%}
    {#- Not named `main`: that one writes its text to disk. -#}
    {%- call statement('build', auto_begin=False) -%} {{ build }} {%- endcall -%}
    {%- if config.get('contract').enforced -%}
        {{ lean_check_contract(relation) }}
    {%- endif -%}
    {{ store_result('main', response=load_result('build').response) }}
    {{ return({'relations': [relation]}) }}
{% endmacro %}


{% macro lean_has_constraints() %}
    {%- for column in model['columns'].values() if column.get('constraints') -%}
        {{ return(true) }}
    {%- endfor -%}
    {{ return(model['constraints'] | length > 0) }}
{% endmacro %}


{#- The contract, asked of the finished table: names and types of the yml, in any order. A difference is put in dbt's own words. -#}
{% macro lean_check_contract(relation) %}
    {%- set found = {} -%}
    {%- for row in run_query('describe ' ~ relation).rows -%}
        {%- do found.update({row[0] | lower: row[1] | lower}) -%}
    {%- endfor -%}
    {%- set spelling = {'int': 'integer', 'string': 'varchar', 'text': 'varchar'} -%}
    {%- set promised = {} -%}
    {%- for column in model['columns'].values() -%}
        {%- set data_type = column['data_type'] | lower -%}
        {%- do promised.update({column['name'] | lower: spelling.get(data_type, data_type)}) -%}
    {%- endfor -%}
    {%- if found != promised -%}
        {#- Other spellings of one type are for the engine to judge. -#}
        {{ get_assert_columns_equivalent(compiled_code) }}
    {%- endif -%}
{% endmacro %}
