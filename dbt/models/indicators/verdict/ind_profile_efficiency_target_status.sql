{{ index_target_indicator('profile_efficiency_target_status', index_id='profile_efficiency_share') }}
