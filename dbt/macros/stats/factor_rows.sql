{#- Last part of a query: one row per factor (id, numerator, denominator or none, scale of the ratio, source) of a wide relation.
    A factor without a denominator is its numerator; a part that is not answered is no row, a denominator of 0 no value. -#}
{% macro factor_rows(relation, factors) -%}
factor as (

    {% for factor_id, numerator, denominator, scale, source in factors -%}
    select
        year,
        school_id,
        '{{ factor_id }}' as factor_id,
        cast({{ numerator }} as double) as numerator,
        cast({{ denominator or 'null' }} as double) as denominator,
        cast({{ scale or 'null' }} as double) as ratio_scale,
        '{{ source }}' as source
    from {{ relation }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    year,
    school_id,
    factor_id,
    numerator,
    denominator,
    case when ratio_scale is null then numerator else ratio_scale * numerator / nullif(denominator, 0) end as raw_value,
    source
from factor
where numerator is not null and (ratio_scale is null or denominator is not null)
{%- endmacro %}
