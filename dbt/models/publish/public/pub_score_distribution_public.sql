-- Primary scores without small groups: the scores themselves tell how many wrote, so a hidden group has one row without figures.
{{ public_twin(
    'pub_score_distribution',
    rules=[
        {'pattern': 'vpr', 'columns': ['primary_score', 'mark', 'mark_name', 'work_count', 'participant_count', 'share_pct']}
    ],
    collapse=true
) }}
