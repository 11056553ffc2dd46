-- Results by codifier code: points of all tasks that carry the code over their possible points. Only works with a fitting specification.
with summed as (

    select
        result.year,
        result.region_code,
        result.entity_level,
        result.entity_id,
        result.subject_code,
        result.grade,
        code.code_kind,
        code.code,
        max(code.code_label) as code_label,
        count(*) as task_count,
        max(result.participant_count) as participant_count,
        sum(result.points_sum) as points_sum,
        sum(result.participant_count * cast(result.max_points as double)) as points_max_sum
    from {{ ref('fct_vpr_task_result') }} as result
    inner join {{ ref('bridge_vpr_task_code') }} as code
        on
            result.year = code.year
            and result.subject_code = code.subject_code
            and result.grade = code.grade
            and result.task_no = code.task_no
    group by
        result.year,
        result.region_code,
        result.entity_level,
        result.entity_id,
        result.subject_code,
        result.grade,
        code.code_kind,
        code.code

),

shared as (

    select
        summed.*,
        100 * cast(points_sum as double) / nullif(points_max_sum, 0) as share_pct
    from summed

)

select
    shared.year,
    shared.region_code,
    shared.entity_level,
    shared.entity_id,
    shared.subject_code,
    shared.grade,
    shared.code_kind,
    shared.code,
    shared.code_label,
    cast(shared.task_count as int) as task_count,
    cast(shared.participant_count as int) as participant_count,
    cast(shared.points_sum as bigint) as points_sum,
    shared.points_max_sum,
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
        and shared.code_kind = region.code_kind
        and shared.code = region.code
