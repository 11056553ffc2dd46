{{ index_target_indicator('regional_index_target_status', index_id='vpr_soo_base_index') }}
