{{ config(alias='reconciliation_marks') }}
-- Published shares of marks (FIS OKO, per group) beside our own, no tolerance: the reader judges the difference.
-- A published group without works of ours keeps NULL on our side.
with published as (

    {% for m in [2, 3, 4, 5] -%}
    select
        year,
        subject_code,
        grade,
        report_date,
        group_kind,
        group_code,
        group_name,
        participant_count,
        {{ m }} as mark,
        mark_{{ m }}_pct as published_pct,
        source_file,
        source_row
    from {{ ref('stg_fisoko__mark_statistics') }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

keyed as (

    select
        published.*,
        {{ fisoko_entity_id('published', 'region') }} as entity_id
    from published
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
    keyed.mark,
    keyed.participant_count as published_participant_count,
    own.participant_count as own_participant_count,
    own.participant_count - keyed.participant_count as participant_difference,
    keyed.published_pct,
    {{ own_mark_pct() }} as own_pct,
    {{ own_mark_pct() }} - keyed.published_pct as difference_pp,
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
where keyed.group_kind in ('region', 'municipality', 'school')
