-- The datasets each indicator is made from, read from the meta of the ind_ models at run time.
with named as (

    {% for node in indicator_nodes() %}
        {%- set outer_loop = loop %}
        {%- for dataset in node.config.meta.get('sources') or [] %}
        select
            {{ meta_text(node.name[4:]) }} as indicator_id,
            {{ meta_text(dataset) }} as dataset,
            {{ node.config.meta.get('source_lag') or 0 }} as source_lag
        {% if not (loop.last and outer_loop.last) %}union all{% endif %}
        {%- endfor %}
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
