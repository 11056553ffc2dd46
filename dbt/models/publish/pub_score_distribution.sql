-- Primary scores per entity, with the mark the region's scale gives the score.
with marked as (

    select
        fact.year,
        fact.entity_level,
        fact.entity_id,
        fact.subject_code,
        fact.grade,
        fact.primary_score,
        cast(case
            when fact.primary_score > scale.max_score then null
            when fact.primary_score >= scale.min_5 then 5
            when fact.primary_score >= scale.min_4 then 4
            when fact.primary_score >= scale.min_3 then 3
            when fact.primary_score < scale.min_3 then 2
        end as tinyint) as mark,
        fact.work_count,
        fact.participant_count,
        fact.share_pct
    from {{ ref('fct_vpr_score_distribution') }} as fact
    left join {{ ref('int_vpr_scale') }} as scale
        on
            fact.region_code = scale.region_code
            and fact.year = scale.year
            and fact.grade = scale.grade
            and fact.subject_code = scale.subject_code
            and scale.mode = 'standard'

)

select
    {{ entity_columns('fact') }},
    fact.primary_score,
    fact.mark,
    coalesce('«' || cast(fact.mark as string) || '»', 'Без отметки') as mark_name,
    fact.work_count,
    fact.participant_count,
    fact.share_pct
from marked as fact
{{ entity_joins('fact') }}
