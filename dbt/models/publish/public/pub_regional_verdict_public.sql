-- Regional indices against their targets; an index of a small group has neither fact nor verdict of ours.
{{ public_twin(
    'pub_regional_verdict',
    rules=[
        {'indicator': 'indicator_id', 'cell': 'total', 'columns': ['fact', 'verdict', 'verdict_name', 'is_agreed']}
    ],
    level="'region'",
    entity='region_code',
    replaced={'verdict': 'suppressed', 'verdict_name': 'label'},
    open=['target_value', 'printed_value']
) }}
