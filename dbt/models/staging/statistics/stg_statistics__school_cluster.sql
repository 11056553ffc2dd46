-- school_cluster as computed by dagster_project/statistics.
select
    region_code,
    cast(year as smallint) as year,
    school_id,
    cast(cluster_no as smallint) as cluster_no,
    cast(school_count as int) as school_count,
    cast(factor_count as smallint) as factor_count,
    cast(imputed_count as smallint) as imputed_count,
    cast(distance as double) as distance,
    status,
    version
from {{ source('statistics', 'school_cluster') }}
