{{ config(meta={'slice': 'whole'}) }}
-- Tasks that works really have, with what the headers of the counted files say and the greatest score met.
-- Met by more than 1 participant in 200: single typing errors (a 19 in a task of 2 points) would otherwise set the maximum.
-- In the real exports of 2021 this gives the official maximum of all 13 works; the plain greatest score does so for one.
with points as (

    select
        year,
        subject_code,
        grade,
        task_no,
        points,
        sum(participant_count) as participant_count
    from {{ ref('agg_vpr_task_points') }}
    group by year, subject_code, grade, task_no, points

),

ranked as (

    select
        year,
        subject_code,
        grade,
        task_no,
        points,
        sum(participant_count) over (partition by year, subject_code, grade, task_no order by points) as up_to_count,
        sum(participant_count) over (partition by year, subject_code, grade, task_no) as all_count
    from points

),

-- the least score that 995 of 1000 participants do not exceed
observed_task as (

    select
        year,
        subject_code,
        grade,
        task_no,
        min(points) as observed_max
    from ranked
    where 1000 * up_to_count >= 995 * all_count
    group by year, subject_code, grade, task_no

),

header as (

    select
        year,
        subject_code,
        grade,
        task_no,
        max(task_label) as task_label,
        max(max_points) as max_points,
        max(level) as level
    from {{ ref('int_vpr_task_header') }}
    group by year, subject_code, grade, task_no

)

select
    cast(observed_task.year as smallint) as year,
    observed_task.subject_code,
    cast(observed_task.grade as smallint) as grade,
    cast(observed_task.task_no as smallint) as task_no,
    coalesce(header.task_label, cast(observed_task.task_no as string)) as task_label,
    cast(header.max_points as smallint) as header_max,
    cast(greatest(observed_task.observed_max, 0) as smallint) as observed_max,
    header.level
from observed_task
left join header
    on
        observed_task.year = header.year
        and observed_task.subject_code = header.subject_code
        and observed_task.grade = header.grade
        and observed_task.task_no = header.task_no
