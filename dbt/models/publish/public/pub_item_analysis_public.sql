-- Results of tasks without small groups.
{{ public_twin(
    'pub_item_analysis',
    rules=[
        {'pattern': 'vpr', 'columns': ['participant_count', 'points_sum', 'share_pct', 'region_share_pct', 'gap_pp']}
    ],
    open=['task_no', 'max_points']
) }}
