-- Clusters of schools by context; № 4 is under special attention (document 000).
with fact as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        'all' as subject_code,
        cast(0 as smallint) as grade,
        region_code,
        cluster_no,
        school_count,
        factor_count,
        imputed_count,
        distance,
        status,
        version
    from {{ ref('fct_school_cluster') }}

),

centre as (

    select
        year,
        region_code,
        cluster_no,
        max(school_count) as cluster_school_count,
        max(index_value) as cluster_index,
        max(silhouette) as silhouette
    from {{ ref('fct_cluster_centroid') }}
    group by year, region_code, cluster_no

)

select
    {{ entity_columns('fact') }},
    fact.cluster_no,
    centre.cluster_school_count,
    centre.cluster_index,
    fact.school_count,
    fact.factor_count,
    fact.imputed_count,
    fact.distance,
    centre.silhouette,
    fact.version,
    fact.status as status_code,
    status_label.label_ru as status_name
from fact
left join centre
    on fact.year = centre.year and fact.region_code = centre.region_code and fact.cluster_no = centre.cluster_no
{{ label_join('status_label', 'statistic_status', 'fact.status') }}
{{ entity_joins('fact') }}
