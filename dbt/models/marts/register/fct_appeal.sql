-- Rows of the appeal register; a row whose number reads «нет» says that there were none.
select
    appeal.import_id,
    appeal.source_file,
    appeal.source_sheet,
    appeal.source_row,
    appeal.year,
    appeal.region_code,
    school.municipality_code,
    appeal.school_id,
    appeal.procedure,
    appeal.appeal_no,
    lower(appeal.appeal_no) = 'нет' as is_none,
    appeal.received_date,
    appeal.is_about_objectivity,
    appeal.author_kind,
    appeal.outcome
from {{ ref('stg_register__appeal') }} as appeal
left join {{ ref('dim_school') }} as school
    on appeal.school_id = school.school_id
