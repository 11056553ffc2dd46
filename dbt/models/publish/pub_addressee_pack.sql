-- Packs of document 000: who stands in a list of addressees, by how many indices, with each recommendation addressed to the list.
with listed as (

    {% for pack_code, model in [
        ('high_ege_municipality', 'ind_mun_high_ege_index_flag'),
        ('low_ege_municipality', 'ind_mun_low_ege_index_flag'),
        ('low_index_school', 'ind_school_low_index_flag')
    ] -%}
    select
        '{{ pack_code }}' as pack_code,
        year,
        entity_level,
        entity_id,
        numerator as index_count
    from {{ ref(model) }}
    where
        status = 'ok'
        and value = 1
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

addressed as (

    select
        alias.pack_code,
        recommendation.region_code,
        recommendation.year,
        recommendation.document_title,
        recommendation.item_no,
        recommendation.recommendation,
        recommendation.term_text
    from {{ ref('stg_register__recommendation') }} as recommendation
    inner join {{ ref('addressee_alias') }} as alias
        on lower(recommendation.addressee) = lower(alias.addressee)

)

select
    fact.pack_code,
    pack_label.label_ru as pack_name,
    fact.year,
    {{ owner_columns('fact') }},
    cast(fact.index_count as int) as index_count,
    addressed.year as recommendation_year,
    addressed.document_title,
    addressed.item_no,
    addressed.recommendation,
    addressed.term_text
from listed as fact
{{ owner_joins('fact') }}
left join addressed
    on fact.pack_code = addressed.pack_code and entity.region_code = addressed.region_code
{{ label_join('pack_label', 'addressee_pack', 'fact.pack_code') }}
