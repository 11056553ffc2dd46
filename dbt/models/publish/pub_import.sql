{{ config(meta={'slice': 'import'}) }}
-- What was read, per file, and whose the file is.
select
    fact.import_id,
    fact.source_file,
    place.region_code,
    place.municipality_code,
    municipality.municipality_name,
    place.school_id,
    school.school_name,
    fact.source,
    source_label.label_ru as source_name,
    fact.layout,
    fact.year,
    fact.subject_code,
    subject.label_ru as subject_name,
    fact.grade,
    fact.delivered_at,
    fact.imported_at,
    fact.rows_read,
    fact.rows_accepted,
    fact.rows_quarantined,
    fact.rows_excluded,
    status_label.label_ru as status_name,
    fact.is_superseded,
    fact.message
from {{ ref('qc_imports') }} as fact
left join {{ ref('int_import_place') }} as place
    on fact.import_id = place.import_id and fact.source_file = place.source_file
left join {{ ref('dim_municipality') }} as municipality
    on place.municipality_code = municipality.municipality_code
left join {{ ref('dim_school') }} as school
    on place.school_id = school.school_id
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('source_label', 'dataset', 'fact.source') }}
{{ label_join('status_label', 'import_status', 'fact.status') }}
