with known as (

    select
        year,
        region_code,
        municipality_code,
        basis,
        case when is_shnor then 1 else 0 end as shnor_count
    from {{ ref('fct_shnor') }}
    where is_shnor is not null

),

counted as (

    select
        year,
        case when grouping(municipality_code) = 0 then 'municipality' else 'region' end as entity_level,
        case when grouping(municipality_code) = 0 then municipality_code else region_code end as entity_id,
        basis,
        sum(shnor_count) as shnor_count
    from known
    group by
        year,
        region_code,
        basis,
        rollup (municipality_code)

),

-- Against the year before only on the same basis: a list set against a computation would show the change of the method.
measured as (

    select
        current_year.year,
        current_year.entity_level,
        current_year.entity_id,
        current_year.shnor_count as numerator,
        cast(null as double) as denominator,
        current_year.shnor_count - base_year.shnor_count as value
    from counted as current_year
    left join counted as base_year
        on
            current_year.year = base_year.year + 1
            and current_year.entity_level = base_year.entity_level
            and current_year.entity_id = base_year.entity_id
            and current_year.basis = base_year.basis

),

indicator as (

    {{ indicator_rows('shnor_count_change', levels=['municipality', 'region'], pooled=true) }}

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
    case when numerator is not null and value is null then 'no_base' else status end as status
from indicator
