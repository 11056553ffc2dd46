-- The open copy: a group of fewer than publish_min_n shows no figure, nor does a change against such a group.
with judged as (

    select
        fact.indicator_id,
        fact.year,
        fact.entity_level,
        fact.entity_id,
        fact.subject_code,
        fact.grade,
        fact.numerator,
        fact.denominator,
        fact.value,
        fact.base_year,
        fact.base_value,
        fact.delta,
        fact.target_op,
        fact.target_value,
        fact.target_status,
        fact.status,
        fact.denominator > 0 and fact.denominator < {{ param('publish_min_n') }} as is_small,
        coalesce(base.denominator > 0 and base.denominator < {{ param('publish_min_n') }}, false) as is_base_small
    from {{ ref('fct_indicator_values') }} as fact
    left join {{ ref('fct_indicator_values') }} as base
        on
            fact.indicator_id = base.indicator_id
            and fact.base_year = base.year
            and fact.entity_level = base.entity_level
            and fact.entity_id = base.entity_id
            and fact.subject_code = base.subject_code
            and fact.grade = base.grade

),

fact as (

    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        case when not coalesce(is_small, false) then numerator end as numerator,
        case when not coalesce(is_small, false) then denominator end as denominator,
        case when not coalesce(is_small, false) then value end as value,
        base_year,
        case when not is_base_small then base_value end as base_value,
        case when not is_base_small and not coalesce(is_small, false) then delta end as delta,
        target_op,
        target_value,
        case
            when is_small and target_status <> 'no_target' then 'suppressed'
            when is_base_small and target_status in ('met', 'not_met') then 'suppressed'
            else target_status
        end as target_status,
        case when is_small then 'suppressed' else status end as status
    from judged

)

{{ published_indicator('fact') }}
