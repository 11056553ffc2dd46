with measured as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        'all' as subject_code,
        0 as grade,
        cast(null as double) as numerator,
        school_count as denominator,
        -- A region with too few schools has no numbers; the count beside the 0 makes the status.
        case when status = 'too_few' then 0 else cluster_no end as value
    from {{ ref('fct_school_cluster') }}

)

{{ indicator_rows('school_cluster', min_n=param('cluster_min_schools'), levels=['school'], pooled=true) }}
