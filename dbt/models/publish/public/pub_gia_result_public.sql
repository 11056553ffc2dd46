-- Results of ГИА without small groups.
{{ public_twin(
    'pub_gia_result',
    rules=[
        {'pattern': 'gia', 'columns': ['result_count', 'judged_count', 'passed_count', 'marked_count', 'mark_2_count', 'mark_3_count', 'mark_4_count', 'mark_5_count', 'score_count', 'score_80_count', 'score_high_count', 'mean_score']}
    ]
) }}
