{#- A build of many regions in parts: a table that reads more than `RSOKO_BATCH_ROWS` rows is made some regions at a time,
    so that memory is bounded by the batch and not by the country. A row of a model depends on rows of its own region only;
    models marked `slice` are those for which this is not so (ADR 13, ADR 15). `RSOKO_BATCHES` names the regions that go
    together: `01,02;03;04,05`. Rows of no region are read by every batch and made by the last. -#}

{#- The statement once for each batch; as it is where it need not or cannot be cut. -#}
{% macro batches_of(sql) %}
    {%- set batches = env_var('RSOKO_BATCHES', '').split(';') -%}
    {%- set own = region_of(model['columns'].keys()) -%}
    {%- if batches | length < 2 or own is none or config.get('meta', {}).get('slice') -%} {{ return([sql]) }} {%- endif -%}
    {%- set parents = region_parents() -%}
    {%- if rows_in(parents) <= env_var('RSOKO_BATCH_ROWS', '3000000') | int -%} {{ return([sql]) }} {%- endif -%}
    {%- set texts = [] -%}
    {%- for batch in batches -%}
        {%- set inside = "in ('" ~ batch | replace(',', "', '") ~ "')" -%}
        {%- if loop.last -%}
            {%- set inside = "not in ('" ~ batches[:-1] | join(',') | replace(',', "', '") ~ "')" -%}
        {%- endif -%}
        {%- set text = namespace(sql=sql) -%}
        {%- for parent in parents -%}
            {%- set part = '(from ' ~ parent.relation ~ ' where ' ~ parent.region ~ ' ' ~ inside ~ ' or ' ~ parent.region ~ ' is null)' -%}
            {%- set mark = '/*' ~ loop.index ~ '*/' -%}
            {%- set named = text.sql | replace(parent.relation ~ ' as ', mark ~ ' as ') -%}
            {%- set text.sql = named | replace(parent.relation, mark ~ ' as ' ~ parent.relation.identifier) | replace(mark, part) -%}
        {%- endfor -%}
        {%- set rest = ' or ' ~ own ~ ' is null' if loop.last else '' -%}
        {%- do texts.append('from (' ~ text.sql ~ ') as batch where ' ~ own ~ ' ' ~ inside ~ rest) -%}
    {%- endfor -%}
    {{ return(texts) }}
{% endmacro %}


{#- Models this one reads whose rows belong to a region: relation and expression of the region. -#}
{% macro region_parents() %}
    {%- set found = [] -%}
    {%- for key in model.depends_on.nodes -%}
        {%- set parent = graph.nodes.get(key) -%}
        {%- if parent and parent.resource_type == 'model' and not parent.config.meta.get('slice') -%}
            {%- set relation = api.Relation.create(database=parent.database, schema=parent.schema, identifier=parent.alias) -%}
            {%- set region = region_of(adapter.get_columns_in_relation(relation) | map(attribute='name')) -%}
            {%- if region is not none -%}
                {%- do found.append({'relation': relation, 'region': region}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}


{#- Expression of the region of a row by the columns there are; none when nothing tells. -#}
{% macro region_of(columns) %}
    {%- set columns = columns | list -%}
    {%- if 'region_code' in columns -%} {{ return('region_code') }}
    {%- elif 'school_id' in columns -%} {{ return('substr(school_id, 1, 2)') }}
    {%- elif 'municipality_code' in columns -%} {{ return('substr(municipality_code, 4, 2)') }}
    {%- elif 'entity_id' in columns -%}
        {{ return("case when entity_id like 'reg%' then substr(entity_id, 4, 2) else substr(entity_id, 1, 2) end") }}
    {%- endif -%}
    {{ return(none) }}
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
