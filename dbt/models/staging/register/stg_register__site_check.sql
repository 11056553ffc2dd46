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
        {{ try_date('raw.check_date') }} as check_date,
        case when raw.section in ('vpr', 'vsoko') then raw.section end as section,
        case raw.is_actual when '1' then true when '0' then false end as is_actual,
        nullif(trim(raw.comment), '') as comment,
        {{ newest_slice(register_slice('site_check')) }} as delivery_rank
    {{ committed_rows('site_check') }}
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
    check_date,
    section,
    is_actual,
    comment
from stated
where delivery_rank = 1
