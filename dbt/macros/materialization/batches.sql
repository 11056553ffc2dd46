{#- A build of many regions in parts: a table that reads more than `RSOKO_BATCH_ROWS` rows is made some regions at a time,
    so that memory is bounded by the batch and not by the country. A row of a model depends on rows of its own region only;
    models marked `slice` are those for which this is not so (ADR 13, ADR 15). `RSOKO_BATCHES` names the first region of
    every batch but the first: `03,07`. Rows of no region are read by every batch and made by the last. -#}

{#- The statement once for each batch; as it is where it need not or cannot be cut. -#}
{% macro batches_of(sql) %}
    {%- set starts = env_var('RSOKO_BATCHES', '') -%}
    {%- set own = codes_of(model['columns'].keys()) -%}
    {%- if not starts or not own or config.get('meta', {}).get('slice') -%} {{ return([sql]) }} {%- endif -%}
    {%- set parents = region_parents() -%}
    {%- if rows_in(parents) <= env_var('RSOKO_BATCH_ROWS', '3000000') | int -%} {{ return([sql]) }} {%- endif -%}
    {%- set bounds = [none] + starts.split(',') + [none] -%}
    {%- set texts = [] -%}
    {%- for first in bounds[:-1] -%}
        {%- set next = bounds[loop.index] -%}
        {%- set text = namespace(sql=sql) -%}
        {%- for parent in parents -%}
            {%- set part = '(from ' ~ parent.relation ~ ' where ' ~ in_regions(parent.codes, first, next) ~ ' or ' ~ parent.codes[0][0] ~ ' is null)' -%}
            {%- set mark = '/*' ~ loop.index ~ '*/' -%}
            {%- set named = text.sql | replace(parent.relation ~ ' as ', mark ~ ' as ') -%}
            {%- set text.sql = named | replace(parent.relation, mark ~ ' as ' ~ parent.relation.identifier) | replace(mark, part) -%}
        {%- endfor -%}
        {%- set rest = ' or ' ~ own[0][0] ~ ' is null' if loop.last else '' -%}
        {%- do texts.append('from (' ~ text.sql ~ ') as batch where ' ~ in_regions(own, first, next) ~ rest) -%}
    {%- endfor -%}
    {{ return(texts) }}
{% endmacro %}


{#- Condition for rows from region `first` to the one before `next`: bounds of the codes themselves, so that row groups are
    skipped by them. The batches together leave nothing out, whatever a code looks like. -#}
{% macro in_regions(codes, first, next) %}
    {%- set cases = [] -%}
    {%- for column, prefix in codes -%}
        {%- set bounds = [] -%}
        {%- if first or not loop.first -%}
            {%- do bounds.append(column ~ " >= '" ~ prefix ~ (first or '') ~ "'") -%}
        {%- endif -%}
        {%- if next or not loop.last -%}
            {%- do bounds.append(column ~ " < '" ~ (prefix ~ next if next else loop.nextitem[1]) ~ "'") -%}
        {%- endif -%}
        {%- do cases.append('(' ~ bounds | join(' and ') ~ ')') -%}
    {%- endfor -%}
    {{ return('(' ~ cases | join(' or ') ~ ')') }}
{% endmacro %}


{#- Models this one reads whose rows belong to a region: relation and the codes that tell it. -#}
{% macro region_parents() %}
    {%- set found = [] -%}
    {%- for key in model.depends_on.nodes -%}
        {%- set parent = graph.nodes.get(key) -%}
        {%- if parent and parent.resource_type == 'model' and not parent.config.meta.get('slice') -%}
            {%- set relation = api.Relation.create(database=parent.database, schema=parent.schema, identifier=parent.alias) -%}
            {%- set codes = codes_of(adapter.get_columns_in_relation(relation) | map(attribute='name')) -%}
            {%- if codes -%}
                {%- do found.append({'relation': relation, 'codes': codes}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}


{#- The column whose text begins with the region, and what stands before it; in `entity_id` codes of both kinds, in their order. -#}
{% macro codes_of(columns) %}
    {%- set columns = columns | list -%}
    {%- if 'region_code' in columns -%} {{ return([('region_code', '')]) }}
    {%- elif 'school_id' in columns -%} {{ return([('school_id', '')]) }}
    {%- elif 'municipality_code' in columns -%} {{ return([('municipality_code', 'reg')]) }}
    {%- elif 'entity_id' in columns -%} {{ return([('entity_id', ''), ('entity_id', 'reg')]) }}
    {%- endif -%}
    {{ return([]) }}
{% endmacro %}


{#- Rows of tables as the catalogue knows them; views, the staging layer, count for nothing. -#}
{% macro rows_in(parents) %}
    {%- set sizes = namespace(rows=0) -%}
    {%- for parent in parents -%}
        {%- set question -%}
            select coalesce(sum(estimated_size), 0) from duckdb_tables()
            where schema_name = '{{ parent.relation.schema }}' and table_name = '{{ parent.relation.identifier }}'
        {%- endset -%}
        {%- set sizes.rows = sizes.rows + run_query(question).rows[0][0] | int -%}
    {%- endfor -%}
    {{ return(sizes.rows) }}
{% endmacro %}
