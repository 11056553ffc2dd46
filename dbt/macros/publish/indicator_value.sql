{#- The published shape of indicator values; `from_fact` is the relation aliased as fact. -#}
{% macro published_indicator(from_fact) -%}
select
    fact.indicator_id,
    indicator.code as indicator_code,
    indicator.label_ru as indicator_name,
    indicator.unit,
    indicator.decimals,
    indicator.direction,
    {{ entity_columns('fact') }},
    fact.numerator,
    fact.denominator,
    fact.value,
    fact.base_year,
    fact.base_value,
    fact.delta,
    fact.target_op,
    fact.target_value,
    fact.target_status,
    target_label.label_ru as target_status_name,
    fact.status,
    status_label.label_ru as status_name,
    case when fact.status = 'no_data' then {{ no_data_reason() }} end as no_data_reason,
    case when fact.status <> 'suppressed' then quality.quality end as quality,
    quality.quality_basis
from {{ from_fact }}
left join {{ ref('dim_indicator') }} as indicator
    on fact.indicator_id = indicator.indicator_id
left join {{ ref('fct_indicator_quality') }} as quality
    on
        fact.indicator_id = quality.indicator_id
        and fact.year = quality.year
        and fact.entity_level = quality.entity_level
        and fact.entity_id = quality.entity_id
{{ entity_joins('fact') }}
left join {{ ref('qc_indicator_source') }} as source
    on fact.indicator_id = source.indicator_id and fact.year = source.year and entity.region_code = source.region_code
left join {{ ref('qc_indicator_scale_gap') }} as scale_gap
    on
        fact.indicator_id = scale_gap.indicator_id
        and fact.year = scale_gap.year
        and entity.region_code = scale_gap.region_code
        and fact.subject_code = scale_gap.subject_code
        and fact.grade = scale_gap.grade
{{ label_join('target_label', 'target_status', 'fact.target_status') }}
{{ label_join('status_label', 'status', 'fact.status') }}
{%- endmacro %}


{#- Why a row has no data: the scale that lacks, and the datasets that never came. Of qc_indicator_source as `source`
    and qc_indicator_scale_gap as `scale_gap`, both joined from the left. -#}
{% macro no_data_reason() -%}
case
        when scale_gap.reason_ru is null then source.reason_ru
        when source.missing_count > 0 then scale_gap.reason_ru || '. ' || source.reason_ru
        else scale_gap.reason_ru
    end
{%- endmacro %}
