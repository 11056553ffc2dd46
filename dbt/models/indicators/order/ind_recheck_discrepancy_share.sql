with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        sum(case when is_score_changed then 1 else 0 end) as numerator,
        count(*) as denominator
    from {{ ref('fct_recheck_result') }}
    group by year, region_code, municipality_code, school_id, subject_code, grade

),

{{ ratio_indicator('recheck_discrepancy_share') }}
