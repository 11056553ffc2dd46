with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when good_count = marked_count then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_gia_person') }}
    where grade = 9 and marked_count > 0

),

{{ pooled_indicator('gia9_good_excellent_share', grades=[9]) }}
