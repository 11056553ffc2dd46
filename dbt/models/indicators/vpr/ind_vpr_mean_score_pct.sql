with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when score_max_sum is not null then score_sum end as numerator,
        score_max_sum as denominator,
        case when score_max_sum is null then scored_count end as gap_count
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_mean_score_pct', gaps=true) }}
