-- Levels of each subject over the years, their changes, and the trend group of the year.
with fact as (

    select
        level.year,
        'region' as entity_level,
        level.region_code as entity_id,
        level.subject_code,
        cast(0 as smallint) as grade,
        level.measure,
        level.numerator,
        level.denominator,
        level.value,
        change.base_value,
        change.delta,
        change.direction
    from {{ ref('fct_subject_level') }} as level
    left join {{ ref('fct_subject_change') }} as change
        on
            level.year = change.year
            and level.region_code = change.region_code
            and level.subject_code = change.subject_code
            and level.measure = change.measure

)

select
    {{ entity_columns('fact') }},
    fact.measure,
    measure_label.label_ru as measure_name,
    fact.numerator,
    fact.denominator,
    fact.value,
    fact.base_value,
    fact.delta,
    fact.direction,
    cast(trend.value as smallint) as trend_group,
    group_label.label_ru as trend_group_name
from fact
left join {{ ref('ind_subject_trend_group') }} as trend
    on
        fact.year = trend.year
        and fact.entity_level = trend.entity_level
        and fact.entity_id = trend.entity_id
        and fact.subject_code = trend.subject_code
{{ label_join('measure_label', 'subject_measure', 'fact.measure') }}
{{ label_join('group_label', 'trend_group', 'cast(cast(trend.value as int) as string)') }}
{{ entity_joins('fact') }}
