-- What was read, per file.
select
    fact.import_id,
    fact.source_file,
    fact.source,
    fact.layout,
    fact.year,
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
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('status_label', 'import_status', 'fact.status') }}
