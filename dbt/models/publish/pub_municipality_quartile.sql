-- Indices of municipalities with their quartile in the region, one row per index: for a heat map and a table beside the region.
{%- set indices = ['ege_base_index', 'ege_high_index', 'vpr_soo_base_index', 'vpr_soo_high_index', 'vpr_base_index', 'vpr_high_index'] %}
with pooled as (

    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        numerator,
        denominator,
        value,
        status
    from {{ ref('fct_indicator_values') }}
    where
        subject_code = 'all'
        and grade = 0
        and entity_level in ('municipality', 'region')

),

fact as (

    select
        municipality.indicator_id,
        municipality.year,
        municipality.entity_level,
        municipality.entity_id,
        municipality.numerator,
        municipality.denominator,
        municipality.value,
        municipality.status,
        case when quartile.status = 'ok' then cast(quartile.value as smallint) end as quartile,
        cast(quartile.denominator as int) as municipality_count
    from pooled as municipality
    left join pooled as quartile
        on
            municipality.indicator_id || '_quartile' = quartile.indicator_id
            and municipality.year = quartile.year
            and municipality.entity_level = quartile.entity_level
            and municipality.entity_id = quartile.entity_id
    where
        municipality.entity_level = 'municipality'
        and municipality.indicator_id in ({% for index in indices %}'{{ index }}'{{ ', ' if not loop.last }}{% endfor %})

)

select
    fact.year,
    {{ owner_columns('fact') }},
    fact.indicator_id,
    indicator.code as indicator_code,
    indicator.label_ru as indicator_name,
    indicator.short_label_ru as index_name,
    fact.numerator,
    fact.denominator,
    fact.value,
    fact.status,
    status_label.label_ru as status_name,
    fact.quartile,
    quartile_label.label_ru as quartile_name,
    fact.municipality_count,
    region.value as region_value,
    region.denominator as region_denominator,
    fact.value - region.value as gap_pp
from fact
left join {{ ref('dim_indicator') }} as indicator
    on fact.indicator_id = indicator.indicator_id
{{ owner_joins('fact') }}
left join pooled as region
    on
        region.entity_level = 'region'
        and entity.region_code = region.entity_id
        and fact.indicator_id = region.indicator_id
        and fact.year = region.year
{{ label_join('status_label', 'status', 'fact.status') }}
{{ label_join('quartile_label', 'quartile_place', 'cast(fact.quartile as string)') }}
