-- Results by content element and requirement per entity beside the region.
select
    {{ entity_columns('fact') }},
    kind.label_ru as code_kind_name,
    fact.code,
    fact.code_label,
    fact.task_count,
    fact.participant_count,
    fact.points_sum,
    fact.points_max_sum,
    fact.share_pct,
    fact.region_share_pct,
    fact.gap_pp
from {{ ref('fct_vpr_requirement_result') }} as fact
{{ entity_joins('fact') }}
{{ label_join('kind', 'code_kind', 'fact.code_kind') }}
