{{ config(alias='reconciliation_requirements') }}
-- Published results by requirement (FIS OKO, per group) beside our own, no tolerance. The wording of the codifier is the key;
-- without a fitting specification there is nothing of ours to compare.
with keyed as (

    {{ fisoko_keyed('stg_fisoko__requirement') }}

),

own as (

    select
        year,
        subject_code,
        grade,
        entity_level,
        entity_id,
        {{ requirement_key('code_label') }} as wording,
        100 * cast(sum(points_sum) as double) / nullif(sum(points_max_sum), 0) as share_pct
    from {{ ref('fct_vpr_requirement_result') }}
    where code_kind = 'kt'
    group by year, subject_code, grade, entity_level, entity_id, {{ requirement_key('code_label') }}

)

select
    keyed.year,
    keyed.subject_code,
    keyed.grade,
    keyed.report_date,
    keyed.group_kind,
    keyed.group_name,
    keyed.entity_id,
    keyed.requirement,
    keyed.share_pct as published_pct,
    own.share_pct as own_pct,
    own.share_pct - keyed.share_pct as difference_pp,
    keyed.source_file as file,
    keyed.source_row as row
from keyed
left join own
    on
        keyed.year = own.year
        and keyed.subject_code = own.subject_code
        and keyed.grade = own.grade
        and keyed.group_kind = own.entity_level
        and keyed.entity_id = own.entity_id
        and {{ requirement_key('keyed.requirement') }} = own.wording
