{#- Lays the CTE `measured` (year, entity_level, entity_id, subject_code, grade, numerator, denominator, value)
    on the spine: every entity and year gets a row, absence becomes a status.
    status: ok | too_few (denominator below min_n) | no_data | not_applicable (the school does not teach these grades).
    `min_n` is an SQL scalar such as param('…'), none = nothing is too few; NULL denominators are never too few.
    `members` names a CTE with one row per school_id: to other schools the indicator is not_applicable. -#}
{% macro indicator_rows(indicator_id, subjects=none, grades=none, min_n=none, levels=['school', 'municipality', 'region'], members=none) %}
{%- set one_subject = subjects is not none and subjects | length == 1 -%}
select
    '{{ indicator_id }}' as indicator_id,
    cast(spine.year as smallint) as year,
    spine.entity_level,
    spine.entity_id,
    spine.subject_code,
    cast(spine.grade as smallint) as grade,
    cast(measured.numerator as double) as numerator,
    cast(measured.denominator as double) as denominator,
    {%- if min_n is none %}
    cast(measured.value as double) as value,
    {%- else %}
    case when coalesce(measured.denominator >= {{ min_n }}, true) then cast(measured.value as double) end as value,
    {%- endif %}
    case
        {%- if min_n is not none %}
        when measured.value is not null and measured.denominator < {{ min_n }} then 'too_few'
        {%- endif %}
        when measured.value is not null then 'ok'
        {%- if members is not none %}
        when spine.entity_level = 'school' and {{ members }}.school_id is null then 'not_applicable'
        {%- endif %}
        {%- if grades is not none %}
        when spine.max_grade < {{ grades | min }} or spine.min_grade > {{ grades | max }} then 'not_applicable'
        {%- endif %}
        when spine.grade > 0 and (spine.max_grade < spine.grade or spine.min_grade > spine.grade) then 'not_applicable'
        else 'no_data'
    end as status
from {{ ref('indicator_spine') }} as spine
left join measured
    on
        spine.year = measured.year
        and spine.entity_level = measured.entity_level
        and spine.entity_id = measured.entity_id
        and spine.subject_code = measured.subject_code
        and spine.grade = measured.grade
{%- if members is not none %}
left join {{ members }}
    on
        spine.entity_level = 'school'
        and spine.entity_id = {{ members }}.school_id
{%- endif %}
where
    spine.entity_level in ('{{ levels | join("', '") }}')
    {%- if subjects is not none %}
    and spine.subject_code in ('{{ (subjects if one_subject else subjects + ['all']) | join("', '") }}')
    {%- endif %}
    {%- if grades is not none %}
    and spine.grade in ({{ ([0] + grades) | join(', ') }})
    {%- endif %}
{% endmacro %}


{#- The usual case: numerator over denominator, summed upwards. Follows `with atom as (…),`. -#}
{% macro ratio_indicator(indicator_id, subjects=none, grades=none, scale=100, min_n=none, levels=['school', 'municipality', 'region'], members=none) %}
{{ rollup(subjects, grades, scale) }}

{{ indicator_rows(indicator_id, subjects, grades, min_n, levels, members) }}
{% endmacro %}
