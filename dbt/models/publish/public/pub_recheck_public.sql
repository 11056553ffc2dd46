-- Grounds of the re-check; where a school has a hidden group in the year or the year before, neither figures nor the verdicts made of them.
{{ public_twin(
    'pub_recheck',
    rules=[
        {'pattern': 'vpr', 'cell': 'any', 'lag': 0, 'columns': ['is_recheck_required', 'ground_state', 'ground_state_name', 'numerator', 'denominator', 'value', 'evidence_ru']},
        {'pattern': 'vpr', 'cell': 'any', 'lag': 1, 'columns': ['is_recheck_required', 'ground_state', 'ground_state_name', 'numerator', 'denominator', 'value', 'evidence_ru']}
    ],
    replaced={'ground_state': 'suppressed', 'ground_state_name': 'label'},
    open=['threshold']
) }}
