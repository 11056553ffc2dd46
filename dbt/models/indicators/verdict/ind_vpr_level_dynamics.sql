with measured as (

    select
        year,
        entity_level,
        entity_id,
        sum(case when is_present then 1 else 0 end) as numerator,
        count(*) as denominator,
        100 * cast(sum(case when is_present then 1 else 0 end) as double) / count(*) as value
    from {{ ref('fct_analysis_part') }}
    group by year, entity_level, entity_id

)

{{ indicator_rows('vpr_level_dynamics', pooled=true) }}
