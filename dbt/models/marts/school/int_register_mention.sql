-- What registers say about a school: one row per school × import × stated municipality and name.
{% for model in school_registers() -%}
select
    import_id,
    year,
    school_id,
    login,
    school_name,
    cast(null as string) as municipality_code_raw,
    municipality_raw,
    count(*) as row_count
from {{ ref(model) }}
where school_id is not null
group by import_id, year, school_id, login, school_name, municipality_raw
union all
{% endfor -%}
{% for model in owner_registers() -%}
select
    import_id,
    year,
    school_id,
    login,
    owner_name as school_name,
    cast(null as string) as municipality_code_raw,
    cast(null as string) as municipality_raw,
    count(*) as row_count
from {{ ref(model) }}
where school_id is not null
group by import_id, year, school_id, login, owner_name
{{ '' if loop.last else 'union all' }}
{% endfor %}
