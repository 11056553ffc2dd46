-- Results of tasks per entity beside the region.
select
    {{ entity_columns('fact') }},
    fact.task_no,
    fact.task_label,
    task_level.label_ru as task_level_name,
    fact.max_points,
    basis.label_ru as max_basis_name,
    fact.participant_count,
    fact.points_sum,
    fact.share_pct,
    fact.region_share_pct,
    fact.gap_pp
from {{ ref('fct_vpr_task_result') }} as fact
left join {{ ref('dim_vpr_task') }} as task
    on
        fact.year = task.year
        and fact.subject_code = task.subject_code
        and fact.grade = task.grade
        and fact.task_no = task.task_no
{{ entity_joins('fact') }}
{{ label_join('task_level', 'task_level', 'task.level') }}
{{ label_join('basis', 'max_basis', 'fact.max_basis') }}
