{{ index_target_indicator('ege_high_index_target_status', index_id='ege_high_index') }}
