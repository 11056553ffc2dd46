-- Years of a region in which any register says something.
{% for model in school_registers() + owner_registers() -%}
select
    year,
    region_code
from {{ ref(model) }}
where year is not null and region_code is not null
{{ '' if loop.last else 'union' }}
{% endfor %}
