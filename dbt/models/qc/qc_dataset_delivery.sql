{{ config(alias='dataset_delivery') }}
-- Which datasets came for which region and year. Reports and specifications name no region: they serve every one.
{% for dataset, model, region in dataset_relations() -%}
select distinct
    '{{ dataset }}' as dataset,
    year,
    {{ region or 'cast(null as string)' }} as region_code
from {{ ref(model) }}
where year is not null{{ ' and ' ~ region ~ ' is not null' if region }}
{{ '' if loop.last else 'union all' }}
{% endfor %}
