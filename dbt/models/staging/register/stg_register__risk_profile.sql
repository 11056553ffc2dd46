-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        substr({{ school_id('raw.login', 'school_alias.school_id') }}, 1, 2) as region_code,
        lower(trim(raw.login)) as login,
        {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.municipality_raw), '') as municipality_raw,
        nullif(trim(raw.school_name), '') as school_name,
        nullif(trim(raw.factor), '') as factor,
        case when raw.significance in ('high', 'low', 'medium') then raw.significance end as significance,
        {{ newest_slice(register_slice('risk_profile')) }} as delivery_rank
    {{ committed_rows('risk_profile') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    login,
    school_id,
    municipality_raw,
    school_name,
    factor,
    significance
from stated
where delivery_rank = 1
