-- Clusters of schools; a school whose own results are hidden has no place among them.
{{ public_twin(
    'pub_school_cluster',
    rules=[
        {'pattern': 'vpr', 'cell': 'total', 'columns': ['cluster_no', 'cluster_school_count', 'cluster_index', 'distance']}
    ],
    open=['school_count', 'factor_count', 'imputed_count', 'silhouette']
) }}
