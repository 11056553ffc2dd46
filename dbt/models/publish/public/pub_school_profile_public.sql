-- Marks of a school beside its municipality and region, none of the three where it is hidden.
{{ public_twin(
    'pub_school_profile',
    rules=[
        {'pattern': 'vpr', 'columns': ['participant_count', 'marked_count', 'mark_2_count', 'mark_3_count', 'mark_4_count', 'mark_5_count', 'mark_2_pct', 'mark_3_pct', 'mark_4_pct', 'mark_5_pct', 'quality_pct', 'mean_mark']},
        {'pattern': 'vpr', 'level': "'municipality'", 'entity': 'municipality_code', 'columns': ['municipality_marked_count', 'municipality_mark_2_pct', 'municipality_mark_3_pct', 'municipality_mark_4_pct', 'municipality_mark_5_pct', 'municipality_quality_pct', 'municipality_mean_mark']},
        {'pattern': 'vpr', 'level': "'region'", 'entity': 'region_code', 'columns': ['region_marked_count', 'region_mark_2_pct', 'region_mark_3_pct', 'region_mark_4_pct', 'region_mark_5_pct', 'region_quality_pct', 'region_mean_mark']}
    ]
) }}
