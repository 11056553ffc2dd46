with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_inspection then 1 else 0 end as numerator
    from {{ ref('fct_school_list') }}
    where is_inspection is not null

),

{{ count_indicator('complex_inspection_list') }}
