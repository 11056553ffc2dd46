with linked as (

    select
        year,
        region_code,
        factor_code,
        max(case when status = 'ok' then 1 else 0 end) as is_tested,
        max(case when is_significant and rho > 0 then 1 else 0 end) as is_linked,
        max(school_count) as school_count
    from {{ ref('fct_context_correlation') }}
    where status in ('ok', 'too_few')
    group by year, region_code, factor_code

),

counted as (

    select
        year,
        region_code,
        sum(is_linked) as linked_count,
        sum(is_tested) as tested_count,
        max(school_count) as school_count
    from linked
    group by year, region_code

),

measured as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        tested_count as numerator,
        school_count as denominator,
        linked_count as value
    from counted

)

{{ indicator_rows('context_correlation', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
