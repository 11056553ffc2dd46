-- A school beside its municipality and region as rows; whoever of the three is hidden has no figures.
{{ public_twin(
    'pub_school_benchmark',
    rules=[
        {'pattern': 'vpr', 'columns': ['work_count', 'base_count', 'share_pct']}
    ],
    level='shown.compared_level',
    entity='compared_id'
) }}
