{{ config(meta={'slice': 'whole'}) }}
-- Tasks of a work. Maximum: header, else the fitting specification, else the greatest score met (then a lower bound only).
select
    task.year,
    task.subject_code,
    task.grade,
    task.task_no,
    coalesce(spec.task_label, task.task_label) as task_label,
    coalesce(task.header_max, spec.max_points, task.observed_max) as max_points,
    case
        when task.header_max is not null then 'header'
        when spec.max_points is not null then 'spec'
        else 'observed'
    end as max_basis,
    case substr(upper(coalesce(task.level, spec.level)), 1, 1)
        when 'Б' then 'base'
        when 'П' then 'advanced'
        when 'В' then 'high'
    end as level
from {{ ref('int_vpr_task') }} as task
left join {{ ref('int_vpr_spec_fit') }} as fit
    on task.year = fit.year and task.subject_code = fit.subject_code and task.grade = fit.grade
left join {{ ref('int_vpr_spec_task') }} as spec
    on
        fit.spec_year = spec.spec_year
        and fit.subject_code = spec.subject_code
        and fit.grade = spec.grade
        and task.task_no = spec.task_no
