with judged as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        max(n) as n,
        sum(case when is_flagged then 1 else 0 end) as flagged_count
    from {{ ref('fct_vpr_boundary') }}
    group by year, entity_level, entity_id, subject_code, grade

),

pooled as (

    select
        year,
        entity_level,
        entity_id,
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        sum(flagged_count) as flagged_count,
        sum(case when n >= {{ param('boundary_min_n') }} then n end) as informative_n,
        max(n) as largest_n
    from judged
    group by
        year,
        entity_level,
        entity_id,
        rollup(subject_code),
        rollup(grade)

),

measured as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        flagged_count as numerator,
        -- Works of the distributions large enough to judge; without one the largest shows why it is too few.
        coalesce(informative_n, largest_n) as denominator,
        case when flagged_count > 0 then 1 else 0 end as value
    from pooled

)

{{ indicator_rows('boundary_jump_flag', min_n=param('boundary_min_n')) }}
