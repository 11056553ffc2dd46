with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_cross_check then 1 else 0 end as numerator
    from {{ ref('fct_school_list') }}
    where is_cross_check is not null

),

{{ count_indicator('cross_check_school_list') }}
