-- Fact of a regional index, its target and the verdict printed in the document, each in a column of its own (X16).
with fact as (

    {% for index_model in [
        'ind_vpr_soo_base_index', 'ind_vpr_soo_high_index', 'ind_ege_base_index', 'ind_ege_high_index', 'ind_profile_efficiency_share'
    ] -%}
    select
        indicator_id,
        year,
        entity_id as region_code,
        value as fact
    from {{ ref(index_model) }}
    where
        entity_level = 'region'
        and subject_code = 'all'
        and grade = 0
        and status = 'ok'
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

stated as (

    select
        indicator_id,
        year,
        region_code,
        target_op,
        coalesce(target_value, case when {{ param('index_printed_value_mode') }} = 1 then printed_value end) as target_value,
        printed_value,
        printed_verdict
    from {{ ref('stg_register__index_target') }}
    where
        region_code is not null
        and municipality_code is null
        and school_id is null

),

compared as (

    select
        coalesce(fact.indicator_id, stated.indicator_id) as indicator_id,
        coalesce(fact.year, stated.year) as year,
        coalesce(fact.region_code, stated.region_code) as region_code,
        fact.fact,
        -- A target without a condition is «не менее», as every target of a share in the documents.
        case when stated.target_value is not null then coalesce(stated.target_op, '>=') end as target_op,
        stated.target_value,
        stated.printed_value,
        stated.printed_verdict
    from fact
    full outer join stated
        on
            fact.indicator_id = stated.indicator_id
            and fact.year = stated.year
            and fact.region_code = stated.region_code

)

select
    indicator_id,
    cast(year as smallint) as year,
    region_code,
    fact,
    target_op,
    target_value,
    {{ target_verdict('fact', 'target_op', 'target_value') }} as verdict,
    printed_value,
    printed_verdict
from compared
