-- Indices of municipalities with their quartile, without those of small groups.
{{ public_twin(
    'pub_municipality_quartile',
    rules=[
        {'indicator': 'indicator_id', 'cell': 'total', 'columns': ['numerator', 'denominator', 'value', 'status', 'status_name', 'quartile', 'quartile_name', 'gap_pp']},
        {'indicator': 'indicator_id', 'cell': 'total', 'level': "'region'", 'entity': 'region_code', 'columns': ['region_value', 'region_denominator', 'gap_pp']}
    ],
    replaced={'status': 'suppressed', 'status_name': 'label'},
    open=['municipality_count']
) }}
