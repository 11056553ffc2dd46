-- Rules of the five documents and what in this warehouse carries each of them.
select
    rule.rule_id,
    rule.label_ru as rule_name,
    rule.source_document,
    rule.source_clause,
    rule.operator,
    rule.value as rule_value,
    rule.unit,
    rule.note_ru,
    implementation.kind as implementation_kind,
    kind_label.label_ru as implementation_kind_name,
    implementation.object_id,
    coalesce(indicator.label_ru, parameter.label_ru) as object_name,
    parameter.value as parameter_value
from {{ ref('rule') }} as rule
left join {{ ref('rule_implementation') }} as implementation
    on rule.rule_id = implementation.rule_id
left join {{ ref('dim_indicator') }} as indicator
    on implementation.kind = 'indicator' and implementation.object_id = indicator.indicator_id
left join {{ ref('parameter') }} as parameter
    on implementation.kind = 'parameter' and implementation.object_id = parameter.parameter_id
{{ label_join('kind_label', 'rule_object', 'implementation.kind') }}
