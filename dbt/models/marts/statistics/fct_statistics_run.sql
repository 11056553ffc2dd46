-- What the statistics were computed from and with.
select
    region_code,
    statistic_id,
    version,
    input_hash,
    row_count,
    parameters,
    libraries
from {{ ref('stg_statistics__statistics_run') }}
