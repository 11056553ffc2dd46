-- Regional indices against their targets, with the verdict of the document beside ours (000, task 4).
select
    fact.year,
    fact.region_code,
    region.region_name,
    fact.indicator_id,
    indicator.label_ru as indicator_name,
    fact.fact,
    fact.target_op,
    fact.target_value,
    fact.verdict,
    verdict_label.label_ru as verdict_name,
    fact.printed_value,
    fact.printed_verdict,
    printed_label.label_ru as printed_verdict_name,
    fact.verdict = fact.printed_verdict as is_agreed
from {{ ref('fct_index_verdict') }} as fact
left join {{ ref('dim_region') }} as region
    on fact.region_code = region.region_code
left join {{ ref('dim_indicator') }} as indicator
    on fact.indicator_id = indicator.indicator_id
{{ label_join('verdict_label', 'target_status', 'fact.verdict') }}
{{ label_join('printed_label', 'target_status', 'fact.printed_verdict') }}
