{{ quartile_colour_indicator('vpr_soo_base_index_quartile', 'ind_vpr_soo_base_index', grades=[10, 11]) }}
