-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        {{ owner_region('raw.owner_code', 'school_alias.school_id') }} as region_code,
        {{ municipality_code('raw.owner_code') }} as municipality_code,
        {{ owner_login('raw.owner_code') }} as login,
        {{ school_id(owner_login('raw.owner_code'), 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.owner_name), '') as owner_name,
        case when raw.document_kind in ('concept', 'development_programme', 'monitoring_report', 'observer_report', 'other', 'partnership_agreement', 'programme_correction', 'quality_plan', 'quality_programme', 'recheck_outcome', 'risk_programme', 'road_map', 'school_analysis', 'training_plan', 'vpr_analysis') then raw.document_kind end as document_kind,
        nullif(trim(raw.document_no), '') as document_no,
        nullif(trim(raw.stage), '') as stage,
        {{ try_date('raw.document_date') }} as document_date,
        {{ try_date('raw.published_date') }} as published_date,
        case raw.is_confirmed when '1' then true when '0' then false end as is_confirmed,
        {{ school_id('raw.partner_login') }} as partner_school_id,
        {{ newest_slice(register_slice('document_register')) }} as delivery_rank
    {{ committed_rows('document_register') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.owner_code)) = school_alias.login

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    municipality_code,
    login,
    school_id,
    owner_name,
    document_kind,
    document_no,
    stage,
    document_date,
    published_date,
    is_confirmed,
    partner_school_id
from stated
where delivery_rank = 1
