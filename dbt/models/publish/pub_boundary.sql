-- Jumps of the primary-score distribution at mark boundaries beside the region.
select
    {{ entity_columns('fact') }},
    fact.mark,
    fact.n,
    fact.count_before,
    fact.count_at,
    100 * fact.share_before as share_before_pct,
    100 * fact.share_at as share_at_pct,
    100 * fact.share_expected as share_expected_pct,
    fact.jump_ratio,
    fact.z_local,
    100 * fact.jump_height as jump_height_pp,
    100 * fact.region_jump_height as region_jump_height_pp,
    fact.z_region,
    precision_label.label_ru as precision_name,
    fact.is_flagged
from {{ ref('fct_vpr_boundary') }} as fact
{{ entity_joins('fact') }}
{{ label_join('precision_label', 'boundary_precision', 'fact.precision_code') }}
