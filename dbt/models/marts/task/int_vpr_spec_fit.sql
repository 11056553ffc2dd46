{{ config(meta={'slice': 'whole'}) }}
-- Which specification describes the work of a year: the same tasks in the same order, no label or maximum against it.
-- Where a scale gives the maximum of the work, the specification adds up to it.
-- A header that only numbers its tasks (2020, 2021) is matched by number. A dated specification beats an undated one.
with work_size as (

    select
        year,
        subject_code,
        grade,
        count(*) as task_count
    from {{ ref('int_vpr_task') }}
    group by year, subject_code, grade

),

spec_size as (

    select
        spec_year,
        subject_code,
        grade,
        count(*) as task_count
    from {{ ref('int_vpr_spec_task') }}
    group by spec_year, subject_code, grade

),

known_maximum as (

    select
        year,
        subject_code,
        grade,
        max(max_score) as max_score
    from {{ ref('int_vpr_work_maximum') }}
    group by year, subject_code, grade

),

matched as (

    select
        task.year,
        task.subject_code,
        task.grade,
        spec.spec_year,
        count(*) as task_count,
        sum(spec.max_points) as max_score
    from {{ ref('int_vpr_task') }} as task
    inner join {{ ref('int_vpr_spec_task') }} as spec
        on
            task.subject_code = spec.subject_code
            and task.grade = spec.grade
            and task.task_no = spec.task_no
            and spec.spec_year in (0, task.year)
    where
        ({{ task_key('task.task_label') }} = {{ task_key('spec.task_label') }} or task.task_label = cast(task.task_no as string))
        and coalesce(task.header_max, spec.max_points) = spec.max_points
        and task.observed_max <= spec.max_points
    group by task.year, task.subject_code, task.grade, spec.spec_year

)

select
    matched.year,
    matched.subject_code,
    matched.grade,
    max(matched.spec_year) as spec_year
from matched
inner join work_size
    on matched.year = work_size.year and matched.subject_code = work_size.subject_code and matched.grade = work_size.grade
inner join spec_size
    on matched.spec_year = spec_size.spec_year and matched.subject_code = spec_size.subject_code and matched.grade = spec_size.grade
left join known_maximum
    on
        matched.year = known_maximum.year
        and matched.subject_code = known_maximum.subject_code
        and matched.grade = known_maximum.grade
where
    matched.task_count = work_size.task_count
    and matched.task_count = spec_size.task_count
    and matched.max_score = coalesce(known_maximum.max_score, matched.max_score)
group by matched.year, matched.subject_code, matched.grade
