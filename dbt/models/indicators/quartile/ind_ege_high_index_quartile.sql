{{ quartile_colour_indicator('ege_high_index_quartile', 'ind_ege_high_index', grades=[11], spine='indicator_spine_gia') }}
