{{ config(alias='absent_with_scores') }}
-- Pupils marked absent whose task cells are not empty; they are not participants.
select
    year,
    region_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    variant,
    exported_total,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    'Участник отмечен отсутствующим, но баллы за задания заполнены' as message
from {{ ref('fct_vpr_result') }}
where is_absent and ({% for t in task_columns() %}coalesce({{ t }}, -4) > -4{{ '' if loop.last else ' or ' }}{% endfor %})
