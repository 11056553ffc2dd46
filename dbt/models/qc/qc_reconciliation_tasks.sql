{{ config(alias='reconciliation_tasks') }}
-- Published completion of tasks (FIS OKO, per group and task) beside our own, no tolerance.
with keyed as (

    {{ fisoko_keyed('stg_fisoko__task_completion') }}

)

select
    keyed.year,
    keyed.subject_code,
    keyed.grade,
    keyed.report_date,
    keyed.group_kind,
    keyed.group_name,
    keyed.entity_id,
    keyed.task_label,
    keyed.participant_count as published_participant_count,
    own.participant_count as own_participant_count,
    own.participant_count - keyed.participant_count as participant_difference,
    keyed.share_pct as published_pct,
    own.share_pct as own_pct,
    own.share_pct - keyed.share_pct as difference_pp,
    keyed.source_file as file,
    keyed.source_row as row
from keyed
left join {{ ref('fct_vpr_task_result') }} as own
    on
        keyed.year = own.year
        and keyed.subject_code = own.subject_code
        and keyed.grade = own.grade
        and keyed.group_kind = own.entity_level
        and keyed.entity_id = own.entity_id
        and {{ task_label_key('keyed.task_label') }} = {{ task_label_key('own.task_label') }}
