-- Clusters of schools by context; the numbers follow the results, so the last one is the lowest.
select
    cluster.region_code,
    school.municipality_code,
    cluster.year,
    cluster.school_id,
    cluster.cluster_no,
    cluster.school_count,
    cluster.factor_count,
    cluster.imputed_count,
    cluster.distance,
    cluster.status,
    cluster.version
from {{ ref('stg_statistics__school_cluster') }} as cluster
inner join {{ ref('dim_school') }} as school
    on cluster.school_id = school.school_id
