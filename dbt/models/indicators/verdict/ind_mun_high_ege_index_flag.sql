{{ quartile_flag_indicator('mun_high_ege_index_flag', index_models=['ind_ege_base_index', 'ind_ege_high_index'], side='high', min_count=param('index_quartile_min_count'), levels=['municipality']) }}
