-- Indices of schools that statistics look at, all grades and subjects together; schools with enough works only.
{%- set index_ids = ['vpr_base_index', 'vpr_high_index', 'vpr_soo_base_index', 'vpr_soo_high_index', 'ege_base_index', 'ege_high_index'] %}
with reported as (

    {% for index_id in index_ids -%}
    select
        indicator_id,
        year,
        entity_id,
        numerator,
        denominator,
        value
    from {{ ref('ind_' ~ index_id) }}
    where
        entity_level = 'school'
        and subject_code = 'all'
        and grade = 0
        and status = 'ok'
        and denominator >= {{ param('context_min_works') }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    cast(reported.year as smallint) as year,
    school.region_code,
    school.municipality_code,
    reported.entity_id as school_id,
    reported.indicator_id as index_id,
    reported.numerator,
    reported.denominator,
    reported.value
from reported
inner join {{ ref('dim_school') }} as school
    on reported.entity_id = school.school_id
