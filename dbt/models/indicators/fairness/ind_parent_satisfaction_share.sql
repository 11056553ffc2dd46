with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        satisfied_count + case when {{ param('satisfied_answer_mode') }} = 0 then rather_satisfied_count else 0 end as numerator,
        satisfied_count + rather_satisfied_count + rather_dissatisfied_count + dissatisfied_count
        + case when {{ param('undecided_answer_mode') }} = 0 then undecided_count else 0 end as denominator
    from {{ ref('agg_parent_survey') }}

),

{{ pooled_indicator('parent_satisfaction_share') }}
