-- What of the required contents of the analysis of ВПР an entity has data for (004, 7.1).
select
    fact.year,
    {{ owner_columns('fact') }},
    fact.part_code,
    part_label.label_ru as part_name,
    fact.is_present
from {{ ref('fct_analysis_part') }} as fact
{{ owner_joins('fact') }}
{{ label_join('part_label', 'analysis_part', 'fact.part_code') }}
