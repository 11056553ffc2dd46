-- Portraits of the clusters: the centre of each factor, in its own units and in standard deviations.
with fact as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        'all' as subject_code,
        cast(0 as smallint) as grade,
        cluster_no,
        factor_id,
        school_count,
        centroid,
        centroid_z,
        factor_median,
        index_value,
        silhouette,
        version
    from {{ ref('fct_cluster_centroid') }}

)

select
    {{ entity_columns('fact') }},
    fact.cluster_no,
    factor.factor_code,
    fact.factor_id,
    factor.label_ru as factor_name,
    factor.unit,
    fact.school_count,
    fact.centroid,
    fact.centroid_z,
    fact.factor_median,
    fact.index_value,
    fact.silhouette,
    fact.version
from fact
inner join {{ ref('context_factor') }} as factor
    on fact.factor_id = factor.factor_id
{{ entity_joins('fact') }}
