-- Jumps at mark boundaries without small groups.
{{ public_twin(
    'pub_boundary',
    rules=[
        {'pattern': 'vpr', 'columns': ['n', 'count_before', 'count_at', 'share_before_pct', 'share_at_pct', 'share_expected_pct', 'jump_ratio', 'z_local', 'jump_height_pp', 'region_jump_height_pp', 'z_region', 'precision_name', 'is_flagged']}
    ],
    open=['mark']
) }}
