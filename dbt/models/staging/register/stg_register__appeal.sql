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
        case when raw.procedure in ('ege', 'niko', 'oge', 'other', 'vpr') then raw.procedure end as procedure,
        nullif(trim(raw.appeal_no), '') as appeal_no,
        {{ try_date('raw.received_date') }} as received_date,
        case raw.is_about_objectivity when '1' then true when '0' then false end as is_about_objectivity,
        case when raw.author_kind in ('other', 'parent', 'pupil', 'teacher') then raw.author_kind end as author_kind,
        nullif(trim(raw.outcome), '') as outcome,
        {{ newest_slice(register_slice('appeal_register')) }} as delivery_rank
    {{ committed_rows('appeal_register') }}
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
    procedure,
    appeal_no,
    received_date,
    is_about_objectivity,
    author_kind,
    outcome
from stated
where delivery_rank = 1
