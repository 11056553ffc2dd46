{{ config(alias='school_list') }}
-- The three lists of document 004 with reasons: training, complex inspection, cross-check. Only schools on a list.
with fact as (

    {% for kind, column in [('training', 'is_training'), ('inspection', 'is_inspection'), ('cross_check', 'is_cross_check')] -%}
    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        'all' as subject_code,
        cast(0 as smallint) as grade,
        '{{ kind }}' as list_code,
        low_subject_count,
        is_low,
        is_biased,
        is_biased_last_year,
        is_shnor,
        reasons_ru
    from {{ ref('fct_school_list') }}
    where {{ column }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    {{ entity_columns('fact') }},
    fact.list_code,
    list_label.label_ru as list_name,
    fact.low_subject_count,
    fact.is_low,
    fact.is_biased,
    fact.is_biased_last_year,
    fact.is_shnor,
    fact.reasons_ru
from fact
{{ entity_joins('fact') }}
{{ label_join('list_label', 'school_list', 'fact.list_code') }}
