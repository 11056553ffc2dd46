{#- Tables and views of DuckDB in one statement. A build goes into a file of its own that is renamed when all is well
    (ADR 1), so what dbt does to keep an old table readable beside the new one (temporary name, two renames, a
    transaction, a drop, two questions for the contract) protects nobody and cost two thirds of a model's time. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {{ return(lean_relation('table')) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {{ return(lean_relation('view')) }}
{% endmaterialization %}


{% macro lean_relation(kind) %}
    {%- set relation = this.incorporate(type=kind) -%}
    {%- set texts = by_entity(batches_of(compiled_code)) if kind == 'table' else [compiled_code] -%}
    {#- Not named `main`: that one writes its text to disk. -#}
    {%- call statement('build', auto_begin=False) -%}
        create or replace {{ kind }} {{ relation }} as ({{ texts[0] }})
    {%- endcall -%}
    {%- for text in texts[1:] -%}
        {%- call statement('add', auto_begin=False) -%}
            insert into {{ relation }} ({{ text }})
        {%- endcall -%}
    {%- endfor -%}
    {%- if config.get('contract').enforced -%}
        {{ lean_check_contract(relation) }}
        {{ lean_check_constraints(relation) }}
    {%- endif -%}
    {{ store_result('main', response=load_result('build').response) }}
    {{ return({'relations': [relation]}) }}
{% endmacro %}


{#- A table that tells the region by the code of the entity alone is written in the order of these codes: who asks for a
    school or a region, here and in what is made of it, reads its part of the file only. -#}
{% macro by_entity(texts) %}
    {%- set codes = codes_of(model['columns'].keys()) -%}
    {%- if not codes or codes[0][0] != 'entity_id' -%} {{ return(texts) }} {%- endif -%}
    {%- set ordered = [] -%}
    {%- for text in texts -%}
        {%- do ordered.append('from (' ~ text ~ '\n) as unordered order by entity_id nulls last') -%}
    {%- endfor -%}
    {{ return(ordered) }}
{% endmacro %}


{#- Keys and columns that must be filled, asked of the finished table: an index over 30 million rows would have to fit in memory. -#}
{% macro lean_check_constraints(relation) %}
    {%- set keys = [] -%}
    {%- for constraint in model['constraints'] if constraint.type == 'primary_key' -%}
        {%- do keys.extend(constraint.columns) -%}
    {%- endfor -%}
    {%- set filled = keys[:] -%}
    {%- for column in model['columns'].values() -%}
        {%- for constraint in column.get('constraints', []) if constraint.type == 'not_null' -%}
            {%- do filled.append(column['name']) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if filled -%}
        {%- set question -%}
            select
                count(*) filter (where {{ filled | join(' is null or ') }} is null) as empty_count,
                {% if keys -%}
                (select count(*) from (select 1 from {{ relation }} group by {{ keys | join(', ') }} having count(*) > 1) as twice)
                {%- else -%} 0 {%- endif %} as twice_count
            from {{ relation }}
        {%- endset -%}
        {%- set answer = run_query(question).rows[0] -%}
        {%- if answer[0] > 0 or answer[1] > 0 -%}
            {{ exceptions.raise_compiler_error(
                'Constraint failed in ' ~ relation ~ ': rows with NULL in ' ~ filled | join(', ') ~ ': ' ~ answer[0]
                ~ '; keys ' ~ keys | join(', ') ~ ' met more than once: ' ~ answer[1]
            ) }}
        {%- endif -%}
    {%- endif -%}
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
