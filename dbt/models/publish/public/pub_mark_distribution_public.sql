-- Marks without small groups; what a marks row of a hidden group keeps is the mark.
{{ public_twin(
    'pub_mark_distribution',
    rules=[
        {'pattern': 'vpr', 'columns': ['work_count', 'marked_count', 'share_pct']}
    ],
    open=['mark']
) }}
