{{ config(alias='recheck_outcome') }}
-- Course and outcome of the re-check of every school, subject and grade that is planned or done, with the municipality's volume and term.
with fact as (

    select
        outcome.year,
        'school' as entity_level,
        outcome.school_id as entity_id,
        outcome.subject_code,
        outcome.grade,
        outcome.participant_count,
        outcome.is_flagged,
        outcome.grounds_ru,
        outcome.markers_ru,
        outcome.sampled_count,
        outcome.rechecked_count,
        outcome.score_changed_count,
        outcome.mark_changed_count,
        outcome.lowered_count,
        outcome.raised_count,
        outcome.recheck_date,
        outcome.outcome,
        volume.work_count,
        volume.required_count,
        volume.is_reached,
        term.due_date
    from {{ ref('fct_recheck_outcome') }} as outcome
    left join {{ ref('fct_recheck_volume') }} as volume
        on
            outcome.year = volume.year
            and outcome.municipality_code = volume.municipality_code
    left join {{ ref('fct_deadline') }} as term
        on
            term.rule_id = 'R005'
            and outcome.year = term.year
            and outcome.municipality_code = term.entity_id
    where outcome.outcome <> 'not_planned' or outcome.is_flagged

)

select
    {{ entity_columns('fact') }},
    fact.participant_count,
    fact.is_flagged,
    fact.grounds_ru,
    fact.markers_ru,
    fact.sampled_count,
    fact.rechecked_count,
    fact.score_changed_count,
    fact.mark_changed_count,
    fact.lowered_count,
    fact.raised_count,
    fact.recheck_date,
    fact.outcome,
    outcome_label.label_ru as outcome_name,
    fact.work_count as municipality_work_count,
    fact.required_count as municipality_required_count,
    fact.is_reached as is_municipality_volume_reached,
    fact.due_date
from fact
{{ entity_joins('fact') }}
{{ label_join('outcome_label', 'recheck_outcome', 'fact.outcome') }}
