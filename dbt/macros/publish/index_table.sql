{#- The table «Индексы … в разрезе МСУ» of document 000: code, municipality, base and high index printed without decimals,
    with the colours of the quartiles. Municipalities where at least one of the two indices is known. -#}
{% macro index_table(base_index, high_index, public=false) %}
{%- set hidden = {'base': 'false', 'high': 'false'} %}
{%- if public %}{% set hidden = {'base': 'base_hidden.indicator_id is not null', 'high': 'high_hidden.indicator_id is not null'} %}{% endif %}
with figure as (

    select
        base.year,
        base.entity_id,
        case when base.status = 'ok' then base.value end as base_value,
        case when high.status = 'ok' then high.value end as high_value,
        base_colour.value as base_place,
        high_colour.value as high_place,
        {{ hidden.base }} as is_base_hidden,
        {{ hidden.high }} as is_high_hidden
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
    {%- if public %}
    {%- for alias in ['base', 'high'] %}
    left join {{ ref('int_hidden_indicator') }} as {{ alias }}_hidden
        on
            {{ alias }}.indicator_id = {{ alias }}_hidden.indicator_id
            and {{ alias }}.year = {{ alias }}_hidden.year
            and {{ alias }}.entity_level = {{ alias }}_hidden.entity_level
            and {{ alias }}.entity_id = {{ alias }}_hidden.entity_id
            and {{ alias }}.subject_code = {{ alias }}_hidden.subject_code
            and {{ alias }}.grade = {{ alias }}_hidden.grade
    {%- endfor %}
    {%- endif %}
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
    cast(cast(substr(figure.entity_id, 8) as int) as string) as municipality_no,
    municipality.municipality_name,
    case when not figure.is_base_hidden then cast(cast(round(figure.base_value) as int) as string) || '%' end as base_printed,
    case when not figure.is_high_hidden then cast(cast(round(figure.high_value) as int) as string) || '%' end as high_printed,
    case when not figure.is_base_hidden then base_label.label_ru end as base_colour,
    case when not figure.is_high_hidden then high_label.label_ru end as high_colour,
    case when not figure.is_base_hidden then figure.base_value end as base_value,
    case when not figure.is_high_hidden then figure.high_value end as high_value
    {%- if public %},
    case when figure.is_base_hidden or figure.is_high_hidden then hidden_label.label_ru end as suppression_name
    {%- endif %}
from figure
inner join {{ ref('dim_municipality') }} as municipality
    on figure.entity_id = municipality.municipality_code
{{ label_join('base_label', 'quartile_colour', 'cast(cast(figure.base_place as int) as string)') }}
{{ label_join('high_label', 'quartile_colour', 'cast(cast(figure.high_place as int) as string)') }}
{%- if public %}
{{ label_join('hidden_label', 'status', "'suppressed'") }}
{%- endif %}
where figure.base_value is not null or figure.high_value is not null
{% endmacro %}
