{{ quartile_flag_indicator('mun_low_ege_index_flag', index_models=['ind_ege_base_index', 'ind_ege_high_index'], side='low', min_count=param('index_quartile_min_count'), levels=['municipality']) }}
