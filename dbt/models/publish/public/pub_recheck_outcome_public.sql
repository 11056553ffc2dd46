{{ config(alias='recheck_outcome_public') }}
-- Course and outcome of the re-check without small groups; fewer re-checked works than publish_min_n show no discrepancies.
{{ public_twin(
    'pub_recheck_outcome',
    rules=[
        {'pattern': 'vpr', 'columns': ['participant_count', 'grounds_ru', 'markers_ru', 'sampled_count', 'rechecked_count', 'score_changed_count', 'mark_changed_count', 'lowered_count', 'raised_count', 'outcome', 'outcome_name']},
        {'small': 'rechecked_count', 'columns': ['sampled_count', 'rechecked_count', 'score_changed_count', 'mark_changed_count', 'lowered_count', 'raised_count', 'outcome', 'outcome_name']},
        {'pattern': 'recheck_discrepancy_share', 'columns': ['sampled_count', 'rechecked_count', 'score_changed_count', 'mark_changed_count', 'lowered_count', 'raised_count', 'outcome', 'outcome_name']},
        {'pattern': 'vpr', 'cell': 'total', 'level': "'municipality'", 'entity': 'municipality_code', 'columns': ['municipality_work_count', 'municipality_required_count', 'is_municipality_volume_reached']}
    ],
    replaced={'outcome': 'suppressed', 'outcome_name': 'label'},
    open=['is_flagged']
) }}
