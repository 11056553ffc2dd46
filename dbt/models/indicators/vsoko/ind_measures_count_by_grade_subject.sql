with scope as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code as scope_subject,
        grade as scope_grade,
        measure_id
    from {{ ref('fct_measure_scope') }}

),

measured as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(scope_subject) = 1 then 'all' else scope_subject end as subject_code,
        case when grouping(scope_grade) = 1 then 0 else scope_grade end as grade,
        count(distinct measure_id) as numerator,
        cast(null as double) as denominator,
        count(distinct measure_id) as value
    from scope
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        rollup (scope_subject),
        rollup (scope_grade)
    -- what names no grade or no subject of its own stands in the rows of all of them only
    having
        (grouping(scope_subject) = 1 or scope_subject <> 'all')
        and (grouping(scope_grade) = 1 or scope_grade > 0)

)

{{ indicator_rows('measures_count_by_grade_subject', spine='indicator_spine_measure') }}
