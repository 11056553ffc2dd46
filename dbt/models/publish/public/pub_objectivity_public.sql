-- Own markers without small groups, those of the year and the grade before included.
{{ public_twin(
    'pub_objectivity',
    rules=[
        {'pattern': 'vpr', 'columns': ['own_marker_state', 'own_marker_state_name', 'n', 'n_before', 'school_mean', 'school_low', 'region_mean', 'region_high', 'spearman_rho', 'cohort_ratio']},
        {'pattern': 'vpr', 'lag': 1, 'grade_lag': 1, 'columns': ['own_marker_state', 'own_marker_state_name', 'n_before', 'cohort_ratio']},
        {'pattern': 'vpr', 'lag': 1, 'columns': ['own_marker_state', 'own_marker_state_name', 'n_before', 'cohort_ratio']}
    ],
    replaced={'own_marker_state': 'suppressed', 'own_marker_state_name': 'label'},
    open=['cohort_low', 'cohort_high', 'is_on_official_list']
) }}
