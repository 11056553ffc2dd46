{{ config(alias='total_mismatch') }}
-- Works whose exported total is not the sum of their tasks. The sum is used; the export is not rejected.
select
    year,
    region_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    exported_total,
    primary_score,
    exported_total - primary_score as difference,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    'Итог выгрузки не равен сумме баллов за задания; в расчётах сумма' as message
from {{ ref('fct_vpr_result') }}
where is_participant and exported_total <> primary_score
