with measured as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        cast(null as double) as numerator,
        school_count as denominator,
        -- Too few schools have no numbers; the count beside the 0 makes the status. Enough schools that are too alike have no data.
        case when status = 'too_few' and school_count < {{ param('cluster_min_schools') }} then 0 else cluster_no end as value
    from {{ ref('fct_school_cluster') }}

)

{{ indicator_rows('school_cluster', min_n=param('cluster_min_schools'), levels=['school'], pooled=true) }}
