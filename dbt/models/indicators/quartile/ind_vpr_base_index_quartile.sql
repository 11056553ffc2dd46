{{ quartile_colour_indicator('vpr_base_index_quartile', 'ind_vpr_base_index') }}
