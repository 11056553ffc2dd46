-- Rows of the document register with the municipality of the owner.
select
    document.import_id,
    document.source_file,
    document.source_sheet,
    document.source_row,
    document.year,
    document.region_code,
    coalesce(document.municipality_code, owner.municipality_code) as municipality_code,
    document.school_id,
    document.document_kind,
    document.document_no,
    document.stage,
    document.document_date,
    document.published_date,
    document.is_confirmed,
    document.partner_school_id
from {{ ref('stg_register__document') }} as document
left join {{ ref('dim_school') }} as owner
    on document.school_id = owner.school_id
