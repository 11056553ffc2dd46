{#- Whether the region met its target of one index: 1 met, 0 not met; numerator = fact, denominator = target.
    Without a delivered target or without a fact there is no value. -#}
{% macro index_target_indicator(indicator_id, index_id) %}
with measured as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        fact as numerator,
        target_value as denominator,
        case verdict when 'met' then 1 when 'not_met' then 0 end as value
    from {{ ref('fct_index_verdict') }}
    where indicator_id = '{{ index_id }}'

)

{{ indicator_rows(indicator_id, levels=['region'], pooled=true) }}
{% endmacro %}
