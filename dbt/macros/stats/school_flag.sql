{#- Share of schools with a flag. Follows `with atom as (…),`; atom has one row per computable flag:
    year, region_code, municipality_code, school_id, subject_code, grade, numerator (0 or 1).
    A school counts once in every pooled row: `pool` = max (flag anywhere) or min (flag everywhere).
    Adds the CTE `measured`: numerator = schools with the flag, denominator = schools where it is computable. -#}
{% macro school_flag_rollup(subjects=none, grades=none, scale=100, pool='max') %}
{%- set keys = ['year', 'region_code', 'municipality_code', 'school_id'] -%}
{%- set entities = ['region_code', 'municipality_code', 'school_id'] -%}
{%- set subject_sets = [['subject_code']] if (subjects is not none and subjects | length == 1) else [['subject_code'], []] -%}
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
    group by grouping sets (
        {%- for subject in subject_sets %}
        {%- set last_subject = loop.last %}
        {%- for grade in [['grade'], []] %}
        ({{ (keys + subject + grade) | join(', ') }}){{ '' if last_subject and loop.last else ',' }}
        {%- endfor %}
        {%- endfor %}
    )

),

measured as (
    {%- for entity in entities %}

    select
        year,
        '{{ {"region_code": "region", "municipality_code": "municipality", "school_id": "school"}[entity] }}' as entity_level,
        {{ entity }} as entity_id,
        subject_code,
        grade,
        sum(numerator) as numerator,
        count(*) as denominator,
        {{ scale }} * cast(sum(numerator) as double) / count(*) as value
    from flagged_school
    where {{ entity }} is not null
    group by year, {{ entity }}, subject_code, grade
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

)
{% endmacro %}


{#- The usual case: a share of schools, in percent, laid on the spine. -#}
{% macro school_flag_indicator(indicator_id, subjects=none, grades=none, scale=100, pool='max', levels=['school', 'municipality', 'region']) %}
{{ school_flag_rollup(subjects, grades, scale, pool) }}

{{ indicator_rows(indicator_id, subjects, grades, 1, levels) }}
{% endmacro %}


{#- Columns of an indicator, for models that must correct what indicator_rows returns. -#}
{% macro indicator_columns() -%}
    indicator_id, year, entity_level, entity_id, subject_code, grade, numerator, denominator, value, status
{%- endmacro %}
