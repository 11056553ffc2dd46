-- Context factors F01–F08: the form speaks before the questionnaire. What is outside the bounds of the factor, or a village
-- larger than villages are, is implausible and has no value.
with told as (

    select
        year,
        school_id,
        factor_id,
        numerator,
        denominator,
        raw_value,
        source
    from {{ ref('int_factor_form') }}
    union all
    select
        year,
        school_id,
        factor_id,
        numerator,
        denominator,
        raw_value,
        source
    from {{ ref('int_factor_context') }}

),

ranked as (

    select
        told.year,
        told.school_id,
        told.factor_id,
        told.numerator,
        told.denominator,
        told.raw_value,
        told.source,
        factor.factor_code,
        factor.unit,
        case
            when told.raw_value < factor.min_value or told.raw_value > factor.max_value then true
            when told.factor_id <> 'settlement_size_band' then false
            else coalesce({{ answer_number('context.settlement_type') }} = 4 and told.raw_value > {{ param('village_max_size_band') }}, false)
        end as is_implausible,
        row_number() over (
            partition by told.year, told.school_id, told.factor_id
            order by told.source = 'school_context'
        ) as source_rank
    from told
    inner join {{ ref('context_factor') }} as factor
        on told.factor_id = factor.factor_id
    left join {{ ref('dim_school_context') }} as context
        on told.year = context.year and told.school_id = context.school_id

)

select
    cast(ranked.year as smallint) as year,
    school.region_code,
    school.municipality_code,
    ranked.school_id,
    ranked.factor_id,
    ranked.factor_code,
    ranked.numerator,
    ranked.denominator,
    ranked.raw_value,
    case when not ranked.is_implausible then ranked.raw_value end as value,
    ranked.unit,
    case when ranked.is_implausible then 'implausible' when ranked.raw_value is null then 'no_data' else 'ok' end as status,
    ranked.source,
    'inferred' as basis
from ranked
inner join {{ ref('dim_school') }} as school
    on ranked.school_id = school.school_id
where ranked.source_rank = 1
