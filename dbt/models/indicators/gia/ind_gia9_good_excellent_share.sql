with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when good_count = exam_count then 1 else 0 end as numerator,
        1 as denominator,
        exam_count - marked_count as gap_count
    from {{ ref('fct_gia_person') }}
    where grade = 9

),

{{ pooled_indicator('gia9_good_excellent_share', grades=[9], gaps=true) }}
