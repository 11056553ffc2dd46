-- statistics_run as computed by dagster_project/statistics.
select
    region_code,
    statistic_id,
    version,
    input_hash,
    cast(row_count as int) as row_count,
    parameters,
    libraries
from {{ source('statistics', 'statistics_run') }}
