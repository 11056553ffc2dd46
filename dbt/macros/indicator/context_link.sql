{#- Query of the CTE `measured`: rho of the base index with one factor, by region; n as denominator.
    A link of too few schools has no rho; the 0 beside their count makes the status. -#}
{% macro context_link(factor_id) -%}
select
        year,
        'region' as entity_level,
        region_code as entity_id,
        cast(null as double) as numerator,
        school_count as denominator,
        case when status = 'too_few' then 0 else rho end as value
    from {{ ref('fct_context_correlation') }}
    where factor_id = '{{ factor_id }}' and index_id = 'vpr_base_index'
{%- endmacro %}
