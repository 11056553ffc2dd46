-- The tasks of agg_vpr_cell as rows.
select
    cells.year,
    cells.region_code,
    cells.municipality_code,
    cells.school_id,
    cells.subject_code,
    cells.grade,
    task.task_no,
    {{ pick_task('cells', '_count', 'task.task_no') }} as participant_count,
    {{ pick_task('cells', '_sum', 'task.task_no') }} as points_sum
from {{ ref('agg_vpr_cell') }} as cells
inner join {{ ref('dim_vpr_task') }} as task
    on
        cells.year = task.year
        and cells.subject_code = task.subject_code
        and cells.grade = task.grade
where {{ pick_task('cells', '_count', 'task.task_no') }} > 0
