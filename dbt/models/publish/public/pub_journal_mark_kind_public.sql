-- Which journal marks stand behind the indicators, without small groups.
{{ public_twin(
    'pub_journal_mark_kind',
    rules=[
        {'pattern': 'vpr', 'columns': ['journal_mark_kind', 'journal_mark_kind_name', 'annual_count', 'term_count', 'missing_count']}
    ],
    replaced={'journal_mark_kind': 'suppressed', 'journal_mark_kind_name': 'label'}
) }}
