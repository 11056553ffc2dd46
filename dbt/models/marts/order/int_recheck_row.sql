-- Rows of re-check protocols beside the work and the task they name, with what is wrong with them.
with protocol as (

    select
        protocol.import_id,
        protocol.source_file,
        protocol.source_sheet,
        protocol.source_row,
        protocol.year,
        protocol.region_code,
        protocol.school_id,
        protocol.subject_code,
        protocol.grade,
        protocol.participant_code,
        protocol.protocol_no,
        protocol.recheck_date,
        protocol.task_label,
        protocol.first_score,
        protocol.second_score,
        task.task_no,
        task.max_points
    from {{ ref('stg_register__recheck_protocol') }} as protocol
    left join {{ ref('dim_vpr_task') }} as task
        on
            protocol.year = task.year
            and protocol.subject_code = task.subject_code
            and protocol.grade = task.grade
            and {{ task_key('protocol.task_label') }} = {{ task_key('task.task_label') }}

),

named as (

    select
        year,
        school_id,
        subject_code,
        grade,
        participant_code
    from protocol
    group by year, school_id, subject_code, grade, participant_code

),

work as (

    select
        result.*,
        count(*) over (
            partition by result.year, result.school_id, result.subject_code, result.grade, result.participant_code
        ) as same_code_count,
        row_number() over (
            partition by result.year, result.school_id, result.subject_code, result.grade, result.participant_code
            order by result.mode, result.source_row
        ) as code_rank
    from {{ ref('fct_vpr_result') }} as result
    inner join named
        on
            result.year = named.year
            and result.school_id = named.school_id
            and result.subject_code = named.subject_code
            and result.grade = named.grade
            and result.participant_code = named.participant_code
    where result.is_participant

),

compared as (

    select
        protocol.*,
        work.municipality_code,
        work.school_id as known_school_id,
        work.same_code_count,
        work.primary_score,
        work.min_3,
        work.min_4,
        work.min_5,
        work.mark,
        {{ pick_task('work', task_no='protocol.task_no') }} as own_cell
    from protocol
    left join work
        on
            protocol.year = work.year
            and protocol.school_id = work.school_id
            and protocol.subject_code = work.subject_code
            and protocol.grade = work.grade
            and protocol.participant_code = work.participant_code
            and work.code_rank = 1

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    protocol_no,
    recheck_date,
    task_label,
    task_no,
    max_points,
    first_score,
    second_score,
    cast(case when own_cell is not null then greatest(own_cell, 0) end as int) as own_score,
    primary_score,
    min_3,
    min_4,
    min_5,
    mark,
    case
        when known_school_id is null then 'unknown_work'
        when same_code_count > 1 then 'ambiguous_work'
        when own_cell is null then 'unknown_task'
        when second_score < 0 or second_score <> floor(second_score) then 'not_a_score'
        when second_score > max_points then 'over_max'
        when first_score is null or first_score <> greatest(own_cell, 0) then 'first_differs'
    end as problem
from compared
