-- context_correlation as computed by dagster_project/statistics.
select
    region_code,
    cast(year as smallint) as year,
    index_id,
    factor_id,
    cast(school_count as int) as school_count,
    cast(rho as double) as rho,
    cast(p_value as double) as p_value,
    cast(p_adjusted as double) as p_adjusted,
    status
from {{ source('statistics', 'context_correlation') }}
