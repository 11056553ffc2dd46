{{ config(alias='dataset_delivery') }}
-- Which datasets came for which region and year. Specifications name no region: they serve every one.
{% for dataset, model, region in dataset_relations() -%}
{%- if region == 'file' -%}
select distinct
    '{{ dataset }}' as dataset,
    published.year,
    place.region_code
from {{ ref(model) }} as published
inner join {{ ref('int_import_region') }} as place
    on published.import_id = place.import_id
where published.year is not null and place.region_code is not null
{% else -%}
select distinct
    '{{ dataset }}' as dataset,
    year,
    {{ region or 'cast(null as string)' }} as region_code
from {{ ref(model) }}
where year is not null{{ ' and ' ~ region ~ ' is not null' if region }}
{% endif -%}
{{ '' if loop.last else 'union all' }}
{% endfor %}
