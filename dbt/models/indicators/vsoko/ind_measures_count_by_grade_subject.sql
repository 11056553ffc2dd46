with measured as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        count(distinct measure_id) as numerator,
        cast(null as double) as denominator,
        count(distinct measure_id) as value
    from {{ ref('fct_measure_scope') }}
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        rollup (subject_code),
        rollup (grade)
    -- what names no grade or no subject of its own stands in the rows of all of them only
    having
        (grouping(subject_code) = 1 or subject_code <> 'all')
        and (grouping(grade) = 1 or grade > 0)

)

{{ indicator_rows('measures_count_by_grade_subject', spine='indicator_spine_measure') }}
