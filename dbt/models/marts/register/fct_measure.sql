-- Measures of the schools; the row of the file is the measure.
select
    measure.import_id || ':' || coalesce(measure.source_sheet, '') || ':' || measure.source_row as measure_id,
    measure.import_id,
    measure.source_file,
    measure.source_sheet,
    measure.source_row,
    measure.year,
    measure.region_code,
    school.municipality_code,
    measure.school_id,
    measure.measure_no,
    measure.measure,
    measure.grades_raw,
    measure.subjects_raw,
    measure.responsible,
    measure.term_text,
    measure.term_from,
    measure.term_to,
    measure.term_kind,
    measure.execution,
    measure.done_date
from {{ ref('stg_register__measure') }} as measure
left join {{ ref('dim_school') }} as school
    on measure.school_id = school.school_id
