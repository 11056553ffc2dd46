-- Schools of the «500+» project: the share above the threshold in two years and the class of dynamics.
with fact as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        subject_code,
        grade,
        list_year,
        passed_count,
        marked_count,
        passed_pct,
        base_passed_count,
        base_marked_count,
        base_passed_pct,
        delta_pp,
        dynamics_class,
        case
            when dynamics_class is not null then cast(dynamics_class as string)
            when marked_count is not null then 'no_base'
            else 'no_data'
        end as class_code
    from {{ ref('fct_school_dynamics') }}

)

select
    {{ entity_columns('fact') }},
    fact.list_year,
    fact.passed_count,
    fact.marked_count,
    fact.passed_pct,
    fact.base_passed_count,
    fact.base_marked_count,
    fact.base_passed_pct,
    fact.delta_pp,
    fact.dynamics_class,
    class_label.label_ru as dynamics_name
from fact
{{ entity_joins('fact') }}
{{ label_join('class_label', 'dynamics_class', 'fact.class_code') }}
