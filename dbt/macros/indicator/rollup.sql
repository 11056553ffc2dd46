{#- Sums the CTE `atom` (school grain) over school, municipality and region, and over subjects and grades.
    Adds the CTE `measured`: year, entity_level, entity_id, subject_code, grade, numerator, denominator, value.
    `scale` multiplies numerator / denominator (100 for percent).
    `gaps`: the atom also has gap_count, results nobody can judge for want of a scale; see whole_rows. -#}
{% macro rollup(subjects=none, grades=none, scale=100, gaps=false) %}
{%- set one_subject = subjects is not none and subjects | length == 1 -%}
summed as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        cast(sum(numerator) as double) as numerator,
        cast(sum(denominator) as double) as denominator
        {%- if gaps %},
        region_code,
        max(case when gap_count > 0 then 1 else 0 end) as has_gap
        {%- endif %}
    from atom
    where
        {{ in_scope(subjects, grades) }}
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        {{ 'subject_code' if one_subject else 'rollup (subject_code)' }},
        rollup (grade)

),
{%- if gaps %}
{%- set keys = [] if one_subject else ['subject_code'] if grades is not none and grades | length == 1 else ['subject_code', 'grade'] %}
{{ whole_rows(['year', 'region_code'] + keys, "grade <> 0" if one_subject else "(subject_code <> 'all' and grade <> 0)", ['subject_code', 'grade']) }}
{%- endif %}

measured as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        numerator,
        denominator,
        {{ scale }} * numerator / nullif(denominator, 0) as value
    from {{ 'whole' if gaps else 'summed' }}

)
{% endmacro %}


{#- CTE `whole`: rows of `summed` that speak for everything they name. A row pooled over subjects or grades (not `single`)
    is left out, for every entity of the region alike, where the region has a result among them without a scale:
    what remains would be an index of other subjects than its name says. -#}
{% macro whole_rows(group, single=none, keys=[]) %}

seen as (

    select
        year,
        entity_level,
        entity_id,
        {%- for key in keys %}
        {{ key }},
        {%- endfor %}
        numerator,
        denominator,
        max(has_gap) over (partition by {{ group | join(', ') }}) as has_gap
    from summed

),

whole as (

    select
        year,
        entity_level,
        entity_id,
        {%- for key in keys %}
        {{ key }},
        {%- endfor %}
        numerator,
        denominator
    from seen
    where has_gap = 0{{ ' or ' ~ single if single }}

),
{%- endmacro %}


{#- Predicate: a row of subjects and grades (not pooled) belongs to the indicator. -#}
{% macro in_scope(subjects=none, grades=none) -%}
    {%- if subjects is not none %}subject_code in ('{{ subjects | join("', '") }}'){% else %}subject_code is not null{% endif %}
        and {% if grades is not none %}grade in ({{ grades | join(', ') }}){% else %}grade is not null{% endif %}
{%- endmacro %}


{#- Like `rollup` for an `atom` without subject and grade; `scale` none: a count, its value is the numerator. -#}
{% macro rollup_pooled(scale=100, gaps=false) %}
summed as (

    select
        year,
        {{ rolled_entity() }},
        cast(sum(numerator) as double) as numerator,
        {{ 'cast(null as double)' if scale is none else 'cast(sum(denominator) as double)' }} as denominator
        {%- if gaps %},
        region_code,
        max(case when gap_count > 0 then 1 else 0 end) as has_gap
        {%- endif %}
    from atom
    group by
        year,
        region_code,
        rollup (municipality_code, school_id)

),
{%- if gaps %}
{{ whole_rows(['year', 'region_code']) }}
{%- endif %}

measured as (

    select
        year,
        entity_level,
        entity_id,
        numerator,
        denominator,
        {{ 'numerator' if scale is none else scale ~ ' * numerator / nullif(denominator, 0)' }} as value
    from {{ 'whole' if gaps else 'summed' }}

)
{% endmacro %}
