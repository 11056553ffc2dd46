{{ config(alias='reconciliation_scores') }}
-- Published distribution of primary scores (FIS OKO, per group and score) beside our own, no tolerance.
-- A score nobody got is 0 % of ours; a published group without works of ours keeps NULL on our side.
with keyed as (

    {{ fisoko_keyed('stg_fisoko__score_distribution') }}

)

select
    keyed.year,
    keyed.subject_code,
    keyed.grade,
    keyed.report_date,
    keyed.group_kind,
    keyed.group_name,
    keyed.entity_id,
    keyed.primary_score,
    keyed.participant_count as published_participant_count,
    total.participant_count as own_participant_count,
    total.participant_count - keyed.participant_count as participant_difference,
    keyed.share_pct as published_pct,
    100 * cast(coalesce(own.work_count, 0) as double) / nullif(total.participant_count, 0) as own_pct,
    100 * cast(coalesce(own.work_count, 0) as double) / nullif(total.participant_count, 0) - keyed.share_pct as difference_pp,
    keyed.source_file as file,
    keyed.source_row as row
from keyed
left join {{ ref('fct_vpr_mark_distribution') }} as total
    on
        keyed.year = total.year
        and keyed.subject_code = total.subject_code
        and keyed.grade = total.grade
        and keyed.group_kind = total.entity_level
        and keyed.entity_id = total.entity_id
left join {{ ref('fct_vpr_score_distribution') }} as own
    on
        keyed.year = own.year
        and keyed.subject_code = own.subject_code
        and keyed.grade = own.grade
        and keyed.group_kind = own.entity_level
        and keyed.entity_id = own.entity_id
        and keyed.primary_score = own.primary_score
