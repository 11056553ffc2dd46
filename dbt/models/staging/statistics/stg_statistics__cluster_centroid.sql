-- cluster_centroid as computed by dagster_project/statistics.
select
    region_code,
    cast(year as smallint) as year,
    cast(cluster_no as smallint) as cluster_no,
    factor_id,
    cast(school_count as int) as school_count,
    cast(centroid as double) as centroid,
    cast(centroid_z as double) as centroid_z,
    cast(factor_median as double) as factor_median,
    cast(index_value as double) as index_value,
    cast(silhouette as double) as silhouette,
    version
from {{ source('statistics', 'cluster_centroid') }}
