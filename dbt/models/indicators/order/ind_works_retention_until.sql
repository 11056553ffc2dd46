with retention as (

    select
        year,
        region_code,
        municipality_code,
        entity_id as school_id,
        subject_code,
        grade,
        due_date
    from {{ ref('fct_deadline') }}
    where rule_id = 'R006' and due_date is not null

),

latest as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        max(due_date) as until_date
    from retention
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        rollup (subject_code),
        rollup (grade)

),

measured as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        extract(year from until_date) * 10000 + extract(month from until_date) * 100 + extract(day from until_date) as value
    from latest

)

{{ indicator_rows('works_retention_until') }}
