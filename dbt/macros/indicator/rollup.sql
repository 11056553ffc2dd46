{#- Sums the CTE `atom` (school grain) over school, municipality and region, and over subjects and grades.
    Adds the CTE `measured`: year, entity_level, entity_id, subject_code, grade, numerator, denominator, value.
    `scale` multiplies numerator / denominator (100 for percent). -#}
{% macro rollup(subjects=none, grades=none, scale=100) %}
{%- set one_subject = subjects is not none and subjects | length == 1 -%}
summed as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        cast(sum(numerator) as double) as numerator,
        cast(sum(denominator) as double) as denominator
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
    from summed

)
{% endmacro %}


{#- Predicate: a row of subjects and grades (not pooled) belongs to the indicator. -#}
{% macro in_scope(subjects=none, grades=none) -%}
    {%- if subjects is not none %}subject_code in ('{{ subjects | join("', '") }}'){% else %}subject_code is not null{% endif %}
        and {% if grades is not none %}grade in ({{ grades | join(', ') }}){% else %}grade is not null{% endif %}
{%- endmacro %}


{#- Like `rollup` for an `atom` without subject and grade; `scale` none: a count, its value is the numerator. -#}
{% macro rollup_pooled(scale=100) %}
summed as (

    select
        year,
        {{ rolled_entity() }},
        cast(sum(numerator) as double) as numerator,
        {{ 'cast(null as double)' if scale is none else 'cast(sum(denominator) as double)' }} as denominator
    from atom
    group by
        year,
        region_code,
        rollup (municipality_code, school_id)

),

measured as (

    select
        year,
        entity_level,
        entity_id,
        numerator,
        denominator,
        {{ 'numerator' if scale is none else scale ~ ' * numerator / nullif(denominator, 0)' }} as value
    from summed

)
{% endmacro %}
