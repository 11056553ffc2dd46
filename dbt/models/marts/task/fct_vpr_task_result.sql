-- Item analysis: points as a share of the possible ones, per entity and task, beside the region's share.
with summed as (

    select
        year,
        region_code,
        {{ rolled_entity() }},
        subject_code,
        grade,
        task_no,
        sum(participant_count) as participant_count,
        sum(points_sum) as points_sum
    from {{ ref('agg_vpr_task') }}
    group by grouping sets (
        (year, region_code, subject_code, grade, task_no),
        (year, region_code, municipality_code, subject_code, grade, task_no),
        (year, region_code, municipality_code, school_id, subject_code, grade, task_no)
    )

),

shared as (

    select
        summed.year,
        summed.region_code,
        summed.entity_level,
        summed.entity_id,
        summed.subject_code,
        summed.grade,
        summed.task_no,
        task.task_label,
        task.max_points,
        task.max_basis,
        summed.participant_count,
        summed.points_sum,
        100 * cast(summed.points_sum as double) / nullif(summed.participant_count * cast(task.max_points as double), 0) as share_pct
    from summed
    inner join {{ ref('dim_vpr_task') }} as task
        on
            summed.year = task.year
            and summed.subject_code = task.subject_code
            and summed.grade = task.grade
            and summed.task_no = task.task_no
    where summed.entity_id is not null

)

select
    shared.year,
    shared.region_code,
    shared.entity_level,
    shared.entity_id,
    shared.subject_code,
    shared.grade,
    shared.task_no,
    shared.task_label,
    shared.max_points,
    shared.max_basis,
    cast(shared.participant_count as int) as participant_count,
    cast(shared.points_sum as bigint) as points_sum,
    shared.share_pct,
    region.share_pct as region_share_pct,
    shared.share_pct - region.share_pct as gap_pp
from shared
inner join shared as region
    on
        region.entity_level = 'region'
        and shared.year = region.year
        and shared.region_code = region.region_code
        and shared.subject_code = region.subject_code
        and shared.grade = region.grade
        and shared.task_no = region.task_no
