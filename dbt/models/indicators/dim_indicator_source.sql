-- The datasets each indicator is made from, read from the meta of the ind_ models at run time.
{%- set rows = [] -%}
{%- for node in indicator_nodes() -%}
    {%- for dataset in node.config.meta.get('sources') or [] -%}
        {%- do rows.append(meta_text(node.name[4:]) ~ ', ' ~ meta_text(dataset) ~ ', ' ~ (node.config.meta.get('source_lag') or 0)) -%}
    {%- endfor -%}
{%- endfor %}
with named as (

    {% for row in rows %}
        {%- if loop.first %}
    select * from (values
        {%- endif %}
        ({{ row }}){{ ',' if not loop.last }}
        {%- if loop.last %}
    ) as listed (indicator_id, dataset, source_lag)
        {%- endif %}
    {% else %}
        {#- While dbt parses there is no graph: this branch only tells it what the model reads. #}
        select * from {{ ref('parameter') }}
    {% endfor %}

)

select
    indicator_id,
    dataset,
    cast(source_lag as smallint) as source_lag
from named
