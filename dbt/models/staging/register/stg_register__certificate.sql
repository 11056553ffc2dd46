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
        nullif(trim(raw.pupil_code), '') as pupil_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        case raw.has_certificate when '1' then true when '0' then false end as has_certificate,
        case when raw.certificate_kind in ('honours', 'plain') then raw.certificate_kind end as certificate_kind,
        case when raw.medal in ('gold', 'none', 'silver') then raw.medal end as medal,
        nullif(trim(raw.gia_code), '') as gia_code,
        raw.person_key,
        {{ newest_slice(register_slice('certificate_register')) }} as delivery_rank
    {{ committed_rows('certificate_register') }}
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
    pupil_code,
    grade,
    has_certificate,
    certificate_kind,
    medal,
    gia_code,
    person_key
from stated
where delivery_rank = 1
