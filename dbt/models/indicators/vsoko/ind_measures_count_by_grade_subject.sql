with counted as (

    select
        year,
        {{ rolled_entity() }},
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        grouping(subject_code) as is_every_subject,
        grouping(grade) as is_every_grade,
        count(distinct measure_id) as measure_count
    from {{ ref('fct_measure_scope') }}
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
        measure_count as numerator,
        cast(null as double) as denominator,
        measure_count as value
    from counted
    -- what names no grade or no subject of its own stands in the rows of all of them only
    where
        (is_every_subject = 1 or subject_code <> 'all')
        and (is_every_grade = 1 or grade > 0)

)

{{ indicator_rows('measures_count_by_grade_subject', spine='indicator_spine_measure') }}
