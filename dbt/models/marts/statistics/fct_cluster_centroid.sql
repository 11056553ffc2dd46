-- Centres of the clusters, in units of the factor and standardised.
select
    region_code,
    year,
    cluster_no,
    factor_id,
    school_count,
    centroid,
    centroid_z,
    factor_median,
    index_value,
    silhouette,
    version
from {{ ref('stg_statistics__cluster_centroid') }}
