{{ index_target_indicator('ege_base_index_target_status', index_id='ege_base_index') }}
