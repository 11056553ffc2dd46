-- Links of school indices with context factors, all of them, with n, p and the correction for many tests.
with fact as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        'all' as subject_code,
        cast(0 as smallint) as grade,
        index_id,
        factor_id,
        factor_code,
        school_count,
        rho,
        p_value,
        p_adjusted,
        is_significant,
        status
    from {{ ref('fct_context_correlation') }}

)

select
    {{ entity_columns('fact') }},
    fact.index_id,
    catalogue.label_ru as index_name,
    fact.factor_code,
    fact.factor_id,
    factor.label_ru as factor_name,
    fact.school_count,
    fact.rho,
    fact.p_value,
    fact.p_adjusted,
    fact.is_significant,
    fact.status as status_code,
    status_label.label_ru as status_name
from fact
inner join {{ ref('context_factor') }} as factor
    on fact.factor_id = factor.factor_id
left join {{ ref('dim_indicator') }} as catalogue
    on fact.index_id = catalogue.indicator_id
{{ label_join('status_label', 'statistic_status', 'fact.status') }}
{{ entity_joins('fact') }}
