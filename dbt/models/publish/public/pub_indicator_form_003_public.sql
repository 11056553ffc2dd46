-- The form of document 003 with the figures of pub_indicator_value_public.
with shown as (

    select
        place.code,
        fact.indicator_id,
        fact.year,
        fact.entity_id,
        fact.value,
        fact.base_value,
        fact.delta,
        fact.numerator,
        fact.denominator,
        fact.target_status,
        fact.target_status_name,
        fact.status,
        fact.status_name
    from {{ ref('int_form_003_place') }} as place
    inner join {{ ref('pub_indicator_value_public') }} as fact
        on
            place.indicator_id = fact.indicator_id
            and place.year = fact.year
            and fact.entity_level = 'municipality'
            and place.municipality_code = fact.entity_id
            and place.subject_code = fact.subject_code
            and fact.grade = 0

)

select
    form.year,
    form.region_code,
    form.municipality_code,
    form.municipality_name,
    form.position,
    form.criterion_code,
    form.group_name,
    form.criterion_name,
    form.indicator_id,
    form.unit,
    form.decimals,
    shown.value,
    form.base_year,
    shown.base_value,
    shown.delta,
    form.target_text,
    form.target_op,
    form.target_value,
    coalesce(shown.target_status, form.target_status) as target_status,
    coalesce(shown.target_status_name, form.target_status_name) as target_status_name,
    coalesce(shown.status, form.status) as status,
    coalesce(shown.status_name, form.status_name) as status_name,
    shown.numerator,
    shown.denominator,
    form.basis_name,
    case when coalesce(shown.status, '') <> 'suppressed' then form.journal_mark_kind end as journal_mark_kind,
    case when coalesce(shown.status, '') <> 'suppressed' then form.journal_mark_kind_name end as journal_mark_kind_name,
    case when coalesce(shown.status, '') <> 'suppressed' then form.annual_mark_count end as annual_mark_count,
    case when coalesce(shown.status, '') <> 'suppressed' then form.term_mark_count end as term_mark_count,
    form.source_clause,
    form.parameters,
    form.remark_codes,
    form.caveat,
    case when coalesce(shown.status, '') <> 'suppressed' then form.explanation end as explanation,
    case when shown.status = 'suppressed' then shown.status_name end as suppression_name
from {{ ref('pub_indicator_form_003') }} as form
left join shown
    on
        form.criterion_code = shown.code
        and form.indicator_id = shown.indicator_id
        and form.year = shown.year
        and form.municipality_code = shown.entity_id
