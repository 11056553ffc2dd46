-- Indices of schools that statistics look at, all grades and subjects together; schools with enough works only.
{%- set index_ids = ['vpr_base_index', 'vpr_high_index', 'vpr_soo_base_index', 'vpr_soo_high_index', 'ege_base_index', 'ege_high_index'] %}
with reported as (

    {% for index_id in index_ids -%}
    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        numerator,
        denominator,
        value,
        status
    from {{ ref('ind_' ~ index_id) }}
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
where
    reported.entity_level = 'school'
    and reported.subject_code = 'all'
    and reported.grade = 0
    and reported.status = 'ok'
    and reported.denominator >= {{ param('context_min_works') }}
