-- The form of document 003: a municipality and year as 42 criteria in the printed order.
select
    place.year,
    place.region_code,
    place.municipality_code,
    municipality.municipality_name,
    form.position,
    form.code as criterion_code,
    form.group_ru as group_name,
    indicator.label_ru as criterion_name,
    place.indicator_id,
    indicator.unit,
    indicator.decimals,
    fact.value,
    fact.base_year,
    fact.base_value,
    fact.delta,
    form.target_ru as target_text,
    indicator.target_op,
    indicator.target_value,
    coalesce(fact.target_status, 'no_data') as target_status,
    target_label.label_ru as target_status_name,
    coalesce(fact.status, 'no_data') as status,
    status_label.label_ru as status_name,
    fact.numerator,
    fact.denominator,
    basis_label.label_ru as basis_name,
    mark.journal_mark_kind,
    kind_label.label_ru as journal_mark_kind_name,
    cast(mark.annual_count as int) as annual_mark_count,
    cast(mark.term_count as int) as term_mark_count,
    indicator.source_clause,
    indicator.parameters,
    form.remarks as remark_codes,
    indicator.note_ru as caveat,
    case
        when place.indicator_id is null then 'Показатель ещё не рассчитывается'
        when coalesce(fact.status, 'no_data') = 'no_data' then {{ no_data_reason() }}
        when fact.target_status = 'no_base' then 'Нет значения за ' || cast(fact.base_year as string) || ' год: изменение не посчитать'
    end as explanation
from {{ ref('int_form_003_place') }} as place
inner join {{ ref('criterion_003') }} as form
    on place.code = form.code
inner join {{ ref('dim_municipality') }} as municipality
    on place.municipality_code = municipality.municipality_code
left join {{ ref('dim_indicator') }} as indicator
    on place.indicator_id = indicator.indicator_id
left join {{ ref('fct_indicator_values') }} as fact
    on
        place.indicator_id = fact.indicator_id
        and place.year = fact.year
        and fact.entity_level = 'municipality'
        and place.municipality_code = fact.entity_id
        and place.subject_code = fact.subject_code
        and fact.grade = 0
left join {{ ref('qc_indicator_source') }} as source
    on place.indicator_id = source.indicator_id and place.year = source.year and place.region_code = source.region_code
left join {{ ref('qc_indicator_scale_gap') }} as scale_gap
    on
        place.indicator_id = scale_gap.indicator_id
        and place.year = scale_gap.year
        and place.region_code = scale_gap.region_code
        and place.subject_code = scale_gap.subject_code
        and scale_gap.grade = 0
left join {{ ref('int_form_003_mark') }} as mark
    on place.year = mark.year and place.municipality_code = mark.municipality_code and place.code = mark.code
{{ label_join('target_label', 'target_status', "coalesce(fact.target_status, 'no_data')") }}
{{ label_join('status_label', 'status', "coalesce(fact.status, 'no_data')") }}
{{ label_join('basis_label', 'basis', 'indicator.basis') }}
{{ label_join('kind_label', 'journal_mark_kind', 'mark.journal_mark_kind') }}
