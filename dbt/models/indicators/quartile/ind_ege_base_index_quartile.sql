{{ quartile_colour_indicator('ege_base_index_quartile', 'ind_ege_base_index', grades=[11], spine='indicator_spine_gia') }}
