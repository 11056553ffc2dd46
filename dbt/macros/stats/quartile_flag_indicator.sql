{#- Flag of an entity whose index stands in the upper (`side='high'`) or lower (`side='low'`) quartile of the region.
    Reads the pooled rows (subject 'all', grade 0) of `index_models` at `level`. numerator = indices in that quartile,
    denominator = the fewest entities compared; value 1 when at least `min_count` indices are there. Equal values stand
    together; a value on both (Q1 = Q3) stands in neither, as in quartile_colour_indicator. Fewer than quartile_min_entities: too_few. -#}
{% macro quartile_flag_indicator(indicator_id, index_models, side, min_count, grades=none, levels=['school']) %}
with index_value as (

    {% for index_model in index_models -%}
    select
        source_index.indicator_id,
        source_index.year,
        source_index.entity_level,
        source_index.entity_id,
        entity.region_code,
        source_index.value
    from {{ ref(index_model) }} as source_index
    inner join {{ ref('dim_entity') }} as entity
        on source_index.entity_level = entity.entity_level and source_index.entity_id = entity.entity_id
    where
        source_index.entity_level = '{{ levels[0] }}'
        and source_index.subject_code = 'all'
        and source_index.grade = 0
        and source_index.status = 'ok'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

quartile as (

    select
        indicator_id,
        year,
        region_code,
        {{ percentile('value', 0.25) }} as q1,
        {{ percentile('value', 0.75) }} as q3,
        count(*) as entity_count
    from index_value
    group by indicator_id, year, region_code

),

placed as (

    select
        index_value.year,
        index_value.entity_level,
        index_value.entity_id,
        {%- if side == 'high' %}
        sum(case when index_value.value >= quartile.q3 and index_value.value > quartile.q1 then 1 else 0 end) as numerator,
        {%- else %}
        sum(case when index_value.value <= quartile.q1 and index_value.value < quartile.q3 then 1 else 0 end) as numerator,
        {%- endif %}
        min(quartile.entity_count) as denominator
    from index_value
    inner join quartile
        on
            index_value.indicator_id = quartile.indicator_id
            and index_value.year = quartile.year
            and index_value.region_code = quartile.region_code
    group by index_value.year, index_value.entity_level, index_value.entity_id

),

measured as (

    select
        year,
        entity_level,
        entity_id,
        numerator,
        denominator,
        case when numerator >= {{ min_count }} then 1 else 0 end as value
    from placed

)

{{ indicator_rows(indicator_id, grades=grades, min_n=param('quartile_min_entities'), levels=levels, pooled=true) }}
{% endmacro %}
