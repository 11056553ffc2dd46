{{ index_table('ind_vpr_soo_base_index', 'ind_vpr_soo_high_index', public=true) }}
