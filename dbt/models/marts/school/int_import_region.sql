{{ config(meta={'slice': 'import'}) }}
-- Regions the rows of a file are about: which part of the warehouse a file can change. NULL = a protocol that names no region.
select
    import_id,
    substr(school_id, 1, 2) as region_code
from {{ ref('int_school_mention') }}
union
select
    import_id,
    region_code
from {{ ref('stg_gia__result') }}
union
select
    import_id,
    region_code
from {{ ref('stg_gia__appeal') }}
{% for model in owner_registers() -%}
union
select
    import_id,
    region_code
from {{ ref(model) }}
{% endfor -%}
{% for model in [
    'stg_fisoko__mark_statistics', 'stg_fisoko__journal_comparison', 'stg_fisoko__score_distribution', 'stg_fisoko__task_completion',
    'stg_fisoko__requirement'
] -%}
union
select
    published.import_id,
    case published.group_kind
        when 'municipality' then substr({{ municipality_code('published.group_code') }}, 4, 2)
        else substr({{ fisoko_entity_id('published', 'region') }}, 1, 2)
    end as region_code
from {{ ref(model) }} as published
left join {{ ref('dim_region') }} as region
    on published.group_kind = 'region' and {{ name_key(name_part('published.group_name')) }} = {{ name_key('region.region_name') }}
where published.group_kind in ('region', 'municipality', 'school')
{% endfor %}
