{{ config(alias='score_over_max') }}
-- Works whose recomputed score is above the maximum: participants without a mark.
select
    year,
    region_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    primary_score,
    max_score,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    'Сумма баллов больше максимума работы: отметка не выставлена' as message
from {{ ref('fct_vpr_result') }}
where is_over_max
