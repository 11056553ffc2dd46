-- Grounds of the municipal re-check with their evidence and the decision for the school.
with decision as (

    select
        year,
        school_id,
        max(case when is_ground then 1 else 0 end) as ground_seen,
        count(is_ground) as known_count
    from {{ ref('fct_recheck_ground') }}
    group by year, school_id

),

fact as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        'all' as subject_code,
        cast(0 as smallint) as grade,
        ground_code,
        case when is_ground then 'yes' when not is_ground then 'no' else 'no_data' end as state_code,
        value,
        threshold,
        numerator,
        denominator,
        evidence_ru
    from {{ ref('fct_recheck_ground') }}

)

select
    {{ entity_columns('fact') }},
    case when decision.known_count > 0 then decision.ground_seen = 1 end as is_recheck_required,
    fact.ground_code,
    ground_label.label_ru as ground_name,
    fact.state_code as ground_state,
    state_label.label_ru as ground_state_name,
    fact.numerator,
    fact.denominator,
    fact.value,
    fact.threshold,
    fact.evidence_ru
from fact
inner join decision
    on
        fact.year = decision.year
        and fact.entity_id = decision.school_id
{{ entity_joins('fact') }}
{{ label_join('ground_label', 'recheck_ground', 'fact.ground_code') }}
{{ label_join('state_label', 'recheck_state', 'fact.state_code') }}
