-- Dynamics of the «500+» schools without small groups; a change against a hidden year is hidden.
{{ public_twin(
    'pub_dynamics_500',
    rules=[
        {'pattern': 'vpr', 'columns': ['passed_count', 'marked_count', 'passed_pct', 'delta_pp', 'dynamics_class', 'dynamics_name']},
        {'pattern': 'vpr', 'lag': 1, 'columns': ['base_passed_count', 'base_marked_count', 'base_passed_pct', 'delta_pp', 'dynamics_class', 'dynamics_name']}
    ],
    replaced={'dynamics_name': 'label'},
    open=['list_year']
) }}
