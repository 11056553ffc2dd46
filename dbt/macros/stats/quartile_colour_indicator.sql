{#- Colour of an index among the municipalities of a region: 1 green (not below Q3), −1 red (not above Q1), 0 none.
    Equal values share a colour; where Q1 = Q3 a value on both gets none. denominator = municipalities compared,
    fewer than quartile_min_entities give too_few. -#}
{% macro quartile_colour_indicator(indicator_id, index_model, grades=none, spine='indicator_spine') %}
with municipality_index as (

    select
        source_index.year,
        municipality.region_code,
        source_index.entity_id,
        source_index.subject_code,
        source_index.grade,
        source_index.value
    from {{ ref(index_model) }} as source_index
    inner join {{ ref('dim_municipality') }} as municipality
        on source_index.entity_id = municipality.municipality_code
    where
        source_index.entity_level = 'municipality'
        and source_index.status = 'ok'

),

quartile as (

    select
        year,
        region_code,
        subject_code,
        grade,
        {{ percentile('value', 0.25) }} as q1,
        {{ percentile('value', 0.75) }} as q3,
        count(*) as municipality_count
    from municipality_index
    group by year, region_code, subject_code, grade

),

measured as (

    select
        municipality_index.year,
        'municipality' as entity_level,
        municipality_index.entity_id,
        municipality_index.subject_code,
        municipality_index.grade,
        cast(null as double) as numerator,
        quartile.municipality_count as denominator,
        case when municipality_index.value >= quartile.q3 then 1 else 0 end
            - case when municipality_index.value <= quartile.q1 then 1 else 0 end as value
    from municipality_index
    inner join quartile
        on
            municipality_index.year = quartile.year
            and municipality_index.region_code = quartile.region_code
            and municipality_index.subject_code = quartile.subject_code
            and municipality_index.grade = quartile.grade

)

{{ indicator_rows(indicator_id, grades=grades, min_n=param('quartile_min_entities'), levels=['municipality'], spine=spine) }}
{% endmacro %}
