{#- The table «Индексы … в разрезе МСУ» of document 000: code, municipality, base and high index printed without decimals,
    with the colours of the quartiles. Municipalities where at least one of the two indices is known. -#}
{% macro index_table(base_index, high_index) %}
with figure as (

    select
        base.year,
        base.entity_id,
        case when base.status = 'ok' then base.value end as base_value,
        case when high.status = 'ok' then high.value end as high_value,
        base_colour.value as base_place,
        high_colour.value as high_place
    from {{ ref(base_index) }} as base
    {%- for alias, model in [('high', high_index), ('base_colour', base_index ~ '_quartile'), ('high_colour', high_index ~ '_quartile')] %}
    left join {{ ref(model) }} as {{ alias }}
        on
            base.year = {{ alias }}.year
            and base.entity_level = {{ alias }}.entity_level
            and base.entity_id = {{ alias }}.entity_id
            and base.subject_code = {{ alias }}.subject_code
            and base.grade = {{ alias }}.grade
    {%- endfor %}
    where
        base.entity_level = 'municipality'
        and base.subject_code = 'all'
        and base.grade = 0

)

select
    figure.year,
    municipality.region_code,
    figure.entity_id as municipality_code,
    -- reg99_m070 is printed as 70
    cast(cast(substr(figure.entity_id, 8) as int) as varchar) as municipality_no,
    municipality.municipality_name,
    cast(cast(round(figure.base_value) as int) as varchar) || '%' as base_printed,
    cast(cast(round(figure.high_value) as int) as varchar) || '%' as high_printed,
    base_label.label_ru as base_colour,
    high_label.label_ru as high_colour,
    figure.base_value,
    figure.high_value
from figure
inner join {{ ref('dim_municipality') }} as municipality
    on figure.entity_id = municipality.municipality_code
{{ label_join('base_label', 'quartile_colour', 'cast(cast(figure.base_place as int) as varchar)') }}
{{ label_join('high_label', 'quartile_colour', 'cast(cast(figure.high_place as int) as varchar)') }}
where figure.base_value is not null or figure.high_value is not null
{% endmacro %}
