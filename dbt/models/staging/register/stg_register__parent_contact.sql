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
        {{ try_date('raw.contact_date') }} as contact_date,
        case when raw.specialist in ('class_teacher', 'other', 'psychologist', 'social_teacher') then raw.specialist end as specialist,
        nullif(trim(raw.contact_kind), '') as contact_kind,
        {{ newest_slice(register_slice('parent_contact')) }} as delivery_rank
    {{ committed_rows('parent_contact') }}
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
    contact_date,
    specialist,
    contact_kind
from stated
where delivery_rank = 1
