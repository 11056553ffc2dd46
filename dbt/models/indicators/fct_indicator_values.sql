-- What every indicator says, with the year before and the target. The rows come from indicator_union, which is generated.
with compared as (

    select
        reported.indicator_id,
        reported.year,
        reported.entity_level,
        reported.entity_id,
        reported.subject_code,
        reported.grade,
        reported.numerator,
        reported.denominator,
        reported.value,
        reported.year - 1 as base_year,
        base.value as base_value,
        -- A date is a number YYYYMMDD: the difference of two means nothing.
        case when coalesce(catalogue.unit, '') <> 'дата' then reported.value - base.value end as delta,
        catalogue.target_kind,
        catalogue.target_op,
        catalogue.target_value,
        case when catalogue.target_kind = 'dynamics' then reported.value - base.value else reported.value end as judged_value,
        reported.status
    from {{ ref('indicator_union') }} as reported
    left join {{ ref('indicator_union') }} as base
        on
            reported.indicator_id = base.indicator_id
            and reported.year = base.year + 1
            and reported.entity_level = base.entity_level
            and reported.entity_id = base.entity_id
            and reported.subject_code = base.subject_code
            and reported.grade = base.grade
            and base.status = 'ok'
    left join {{ ref('dim_indicator') }} as catalogue
        on reported.indicator_id = catalogue.indicator_id

)

select
    indicator_id,
    year,
    entity_level,
    entity_id,
    subject_code,
    grade,
    numerator,
    denominator,
    value,
    cast(base_year as smallint) as base_year,
    base_value,
    delta,
    target_op,
    target_value,
    case
        when target_kind = 'none' then 'no_target'
        when status <> 'ok' then 'no_data'
        when judged_value is null then 'no_base'
        else {{ target_verdict('judged_value', 'target_op', 'target_value') }}
    end as target_status,
    status
from compared
