-- Levels of subjects in the region over the years; years of a hidden subject and changes against them are hidden.
{%- set level = ['numerator', 'denominator', 'value', 'delta', 'direction', 'trend_group', 'trend_group_name'] %}
{%- set change = ['base_value', 'delta', 'direction', 'trend_group', 'trend_group_name'] %}
{{ public_twin(
    'pub_subject_trend',
    rules=[
        {'pattern': 'vpr', 'columns': level},
        {'pattern': 'gia', 'columns': level},
        {'pattern': 'vpr', 'lag': 1, 'columns': change},
        {'pattern': 'gia', 'lag': 1, 'columns': change}
    ],
    replaced={'trend_group_name': 'label'}
) }}
