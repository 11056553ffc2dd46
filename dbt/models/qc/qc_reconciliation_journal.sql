{{ config(alias='reconciliation_journal') }}
-- Published comparison with journal marks (FIS OKO, per group and category) beside our own, no tolerance.
with keyed as (

    select
        published.*,
        {{ fisoko_entity_id('published', 'region') }} as entity_id
    from {{ ref('stg_fisoko__journal_comparison') }} as published
    left join {{ ref('dim_region') }} as region
        on published.group_kind = 'region' and {{ name_key(name_part('published.group_name')) }} = {{ name_key('region.region_name') }}

)

select
    keyed.year,
    keyed.subject_code,
    keyed.grade,
    keyed.report_date,
    keyed.group_kind,
    keyed.group_name,
    keyed.entity_id,
    keyed.category,
    keyed.participant_count as published_count,
    {{ own_journal_count() }} as own_count,
    {{ own_journal_count() }} - keyed.participant_count as count_difference,
    keyed.share_pct as published_pct,
    100 * cast({{ own_journal_count() }} as double) / nullif(own.journal_both_count, 0) as own_pct,
    100 * cast({{ own_journal_count() }} as double) / nullif(own.journal_both_count, 0) - keyed.share_pct as difference_pp,
    keyed.source_file as file,
    keyed.source_row as row
from keyed
left join {{ ref('fct_vpr_mark_distribution') }} as own
    on
        keyed.year = own.year
        and keyed.subject_code = own.subject_code
        and keyed.grade = own.grade
        and keyed.group_kind = own.entity_level
        and keyed.entity_id = own.entity_id
where keyed.group_kind in ('region', 'municipality', 'school') and keyed.category <> 'total'
