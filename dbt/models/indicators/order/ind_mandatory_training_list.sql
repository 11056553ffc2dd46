with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_training then 1 else 0 end as numerator
    from {{ ref('fct_school_list') }}
    where is_training is not null

),

{{ count_indicator('mandatory_training_list') }}
