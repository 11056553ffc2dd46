{#- Lays the CTE `measured` (year, entity_level, entity_id, subject_code, grade, numerator, denominator, value)
    on the spine: every entity and year gets a row, absence becomes a status.
    status: ok | too_few (denominator below min_n) | no_data | not_applicable (the school does not teach these grades).
    `min_n` is an SQL scalar such as param('…'), none = nothing is too few; NULL denominators are never too few.
    `members` names a CTE with one row per school_id: to other schools the indicator is not_applicable.
    `outsiders` names a CTE with one row per year and school_id: to these schools it is not_applicable in that year.
    `pooled`: only the row of subject 'all' and grade 0, `measured` has neither column; `grades` then only tell who teaches them.
    `spine` names the model with the entities, years, subjects and grades in scope. -#}
{% macro indicator_rows(indicator_id, subjects=none, grades=none, min_n=none, levels=['school', 'municipality', 'region'], members=none, outsiders=none, pooled=false, spine='indicator_spine') %}
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
    case when measured.denominator < {{ min_n }} then null else cast(measured.value as double) end as value,
    {%- endif %}
    case
        {%- if min_n is not none %}
        when measured.value is not null and measured.denominator < {{ min_n }} then 'too_few'
        {%- endif %}
        when measured.value is not null then 'ok'
        {%- if members is not none %}
        when spine.entity_level = 'school' and {{ members }}.school_id is null then 'not_applicable'
        {%- endif %}
        {%- if outsiders is not none %}
        when {{ outsiders }}.school_id is not null then 'not_applicable'
        {%- endif %}
        {%- if grades is not none %}
        when spine.max_grade < {{ grades | min }} or spine.min_grade > {{ grades | max }} then 'not_applicable'
        {%- endif %}
        {%- if not pooled %}
        when spine.grade > 0 and (spine.max_grade < spine.grade or spine.min_grade > spine.grade) then 'not_applicable'
        {%- endif %}
        else 'no_data'
    end as status
from {{ ref(spine) }} as spine
left join measured
    on
        spine.year = measured.year
        and spine.entity_level = measured.entity_level
        and spine.entity_id = measured.entity_id
        {%- if not pooled %}
        and spine.subject_code = measured.subject_code
        and spine.grade = measured.grade
        {%- endif %}
{%- if members is not none %}
left join {{ members }}
    on
        spine.entity_level = 'school'
        and spine.entity_id = {{ members }}.school_id
{%- endif %}
{%- if outsiders is not none %}
left join {{ outsiders }}
    on
        spine.entity_level = 'school'
        and spine.year = {{ outsiders }}.year
        and spine.entity_id = {{ outsiders }}.school_id
{%- endif %}
where
    spine.entity_level in ('{{ levels | join("', '") }}')
    {%- if pooled %}
    and spine.subject_code = 'all'
    and spine.grade = 0
    {%- elif subjects is not none %}
    and spine.subject_code in ('{{ (subjects if one_subject else subjects + ['all']) | join("', '") }}')
    {%- endif %}
    {%- if grades is not none and not pooled %}
    and spine.grade in ({{ ([0] + grades) | join(', ') }})
    {%- endif %}
{% endmacro %}


{#- The usual case: numerator over denominator, summed upwards. Follows `with atom as (…),`; `gaps`: see rollup. -#}
{% macro ratio_indicator(indicator_id, subjects=none, grades=none, scale=100, min_n=none, levels=['school', 'municipality', 'region'], members=none, spine='indicator_spine', gaps=false) %}
{{ rollup(subjects, grades, scale, gaps) }}

{{ indicator_rows(indicator_id, subjects, grades, min_n, levels, members, spine=spine) }}
{% endmacro %}


{#- Without subjects and grades: `atom` has year, region_code, municipality_code, school_id, numerator, denominator.
    `grades` tell who teaches them (others are not_applicable). An atom of a municipality itself has school_id NULL. -#}
{% macro pooled_indicator(indicator_id, grades=none, scale=100, min_n=none, levels=['school', 'municipality', 'region'], members=none, outsiders=none, gaps=false) %}
{{ rollup_pooled(scale, gaps) }}

{{ indicator_rows(indicator_id, grades=grades, min_n=min_n, levels=levels, members=members, outsiders=outsiders, pooled=true) }}
{% endmacro %}


{#- A count: `atom` has year, region_code, municipality_code, school_id, numerator; the value is the sum.
    An entity without a row of the CTE `atom` has no data: a true 0 must stand there as 0. -#}
{% macro count_indicator(indicator_id, grades=none, levels=['school', 'municipality', 'region'], members=none) %}
{{ rollup_pooled(none) }}

{{ indicator_rows(indicator_id, grades=grades, levels=levels, members=members, pooled=true) }}
{% endmacro %}
