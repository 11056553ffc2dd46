-- Schools with low results: the decision stays, figures of a school with a hidden group in the years judged do not.
{{ public_twin(
    'pub_shnor',
    rules=[
        {'pattern': 'vpr', 'cell': 'any', 'lag': 0, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']},
        {'pattern': 'vpr', 'cell': 'any', 'lag': 1, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']},
        {'pattern': 'vpr', 'cell': 'any', 'lag': 2, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']},
        {'pattern': 'gia', 'cell': 'any', 'lag': 0, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']},
        {'pattern': 'gia', 'cell': 'any', 'lag': 1, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']},
        {'pattern': 'gia', 'cell': 'any', 'lag': 2, 'columns': ['procedure_count', 'failed_procedure_count', 'participant_count', 'failed_procedures', 'is_positive_dynamics']}
    ],
    level="'school'",
    entity='school_id',
    open=['promised_count', 'covered_count', 'is_shnor']
) }}
