{#- Share of schools with a flag. Follows `with atom as (…),`; atom has one row per computable flag:
    year, region_code, municipality_code, school_id, subject_code, grade, numerator (0 or 1).
    A school counts once in every pooled row: `pool` = max (flag anywhere) or min (flag everywhere). -#}
{% macro school_flag_indicator(indicator_id, subjects=none, grades=none, scale=100, pool='max', levels=['school', 'municipality', 'region']) %}
flagged_school as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        {{ pool }}(numerator) as numerator
    from atom
    where
        {{ in_scope(subjects, grades) }}
    group by
        year,
        region_code,
        municipality_code,
        school_id,
        rollup(subject_code),
        rollup(grade)

),

{{ flagged_school_count(scale) }}

{{ indicator_rows(indicator_id, subjects, grades, levels=levels) }}
{% endmacro %}


{#- Counts the CTE `flagged_school` (a row per school, subject, grade with numerator 0 or 1) upwards into `measured`:
    numerator = schools with the flag, denominator = schools where it is computable. -#}
{% macro flagged_school_count(scale) %}
measured as (
    {%- for level, column in [('region', 'region_code'), ('municipality', 'municipality_code'), ('school', 'school_id')] %}

    select
        year,
        '{{ level }}' as entity_level,
        {{ column }} as entity_id,
        subject_code,
        grade,
        sum(numerator) as numerator,
        count(*) as denominator,
        {{ scale }} * cast(sum(numerator) as double) / count(*) as value
    from flagged_school
    where {{ column }} is not null
    group by year, {{ column }}, subject_code, grade
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)
{% endmacro %}
