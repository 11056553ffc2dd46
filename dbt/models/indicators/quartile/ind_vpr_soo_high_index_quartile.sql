{{ quartile_colour_indicator('vpr_soo_high_index_quartile', 'ind_vpr_soo_high_index', grades=[10, 11]) }}
