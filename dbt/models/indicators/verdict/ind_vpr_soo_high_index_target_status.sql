{{ index_target_indicator('vpr_soo_high_index_target_status', index_id='vpr_soo_high_index') }}
