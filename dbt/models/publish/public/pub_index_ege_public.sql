{{ index_table('ind_ege_base_index', 'ind_ege_high_index', public=true) }}
