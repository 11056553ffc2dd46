{{ quartile_colour_indicator('vpr_high_index_quartile', 'ind_vpr_high_index') }}
