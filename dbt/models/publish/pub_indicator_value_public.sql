-- The open copy: what int_hidden_indicator names shows no figure, nor does a change against it. A group of people below publish_min_n
-- is hidden whatever the patterns say.
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
        hidden.indicator_id is not null or coalesce({{ is_small_group('fact') }}, false) as is_hidden,
        hidden_base.indicator_id is not null or coalesce({{ is_small_group('base') }}, false) as is_base_hidden
    from {{ ref('fct_indicator_values') }} as fact
    left join {{ ref('fct_indicator_values') }} as base
        on
            fact.indicator_id = base.indicator_id
            and fact.base_year = base.year
            and fact.entity_level = base.entity_level
            and fact.entity_id = base.entity_id
            and fact.subject_code = base.subject_code
            and fact.grade = base.grade
            and base.denominator > 0
    left join {{ ref('dim_indicator') }} as indicator
        on fact.indicator_id = indicator.indicator_id
    {%- for alias, year in [('hidden', 'year'), ('hidden_base', 'base_year')] %}
    left join {{ ref('int_hidden_indicator') }} as {{ alias }}
        on
            fact.indicator_id = {{ alias }}.indicator_id
            and fact.{{ year }} = {{ alias }}.year
            and fact.entity_level = {{ alias }}.entity_level
            and fact.entity_id = {{ alias }}.entity_id
            and fact.subject_code = {{ alias }}.subject_code
            and fact.grade = {{ alias }}.grade
    {%- endfor %}

),

fact as (

    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        case when not is_hidden then numerator end as numerator,
        case when not is_hidden then denominator end as denominator,
        case when not is_hidden then value end as value,
        base_year,
        case when not is_base_hidden then base_value end as base_value,
        case when not is_base_hidden and not is_hidden then delta end as delta,
        target_op,
        target_value,
        case
            when is_hidden and target_status <> 'no_target' then 'suppressed'
            when is_base_hidden and target_status in ('met', 'not_met') then 'suppressed'
            else target_status
        end as target_status,
        case when is_hidden then 'suppressed' else status end as status
    from judged

)

{{ published_indicator('fact') }}
