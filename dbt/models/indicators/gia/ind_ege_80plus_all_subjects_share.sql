with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when score_80_count = score_count then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_gia_person') }}
    where grade = 11 and score_count > 0

),

{{ pooled_indicator('ege_80plus_all_subjects_share', grades=[11]) }}
