with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when is_sharp_change then 1 else 0 end as numerator
    from {{ ref('fct_sharp_change') }}
    where is_sharp_change is not null

),

{{ school_flag_indicator('vpr_sharp_change_flag', grades=[4, 5, 6, 7, 8], scale=1) }}
