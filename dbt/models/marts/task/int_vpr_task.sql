-- Tasks that works really have, with what the headers of the counted files say and the greatest score met.
-- Met by more than 1 participant in 200: single typing errors (a 19 in a task of 2 points) would otherwise set the maximum.
-- In the real exports of 2021 this gives the official maximum of all 13 works; the plain greatest score does so for one.
with observed as (

    select
        year,
        subject_code,
        grade,
        {%- for t in task_columns() %}
        percentile_disc(0.995) within group (order by {{ t }}) as {{ t }}{{ '' if loop.last else ',' }}
        {%- endfor %}
    from {{ ref('fct_vpr_result') }}
    where is_participant
    group by year, subject_code, grade

),

numbers as (
    {{ task_numbers() }}

),

observed_task as (

    select
        observed.year,
        observed.subject_code,
        observed.grade,
        numbers.task_no,
        {{ pick_task('observed') }} as observed_max
    from observed
    cross join numbers

),

counted_import as (

    select import_id
    from {{ ref('int_vpr_slice') }}
    where is_current
    group by import_id

),

header as (

    select
        task.year,
        task.subject_code,
        task.grade,
        task.task_no,
        max(task.task_label) as task_label,
        max(task.max_points) as max_points,
        max(task.level) as level
    from {{ ref('stg_vpr__task') }} as task
    inner join counted_import
        on task.import_id = counted_import.import_id
    group by task.year, task.subject_code, task.grade, task.task_no

)

select
    cast(observed_task.year as smallint) as year,
    observed_task.subject_code,
    cast(observed_task.grade as smallint) as grade,
    observed_task.task_no,
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
where observed_task.observed_max is not null
