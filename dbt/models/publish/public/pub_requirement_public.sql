-- Results by requirement without small groups.
{{ public_twin(
    'pub_requirement',
    rules=[
        {'pattern': 'vpr', 'columns': ['participant_count', 'points_sum', 'points_max_sum', 'share_pct', 'region_share_pct', 'gap_pp']}
    ],
    open=['task_count']
) }}
