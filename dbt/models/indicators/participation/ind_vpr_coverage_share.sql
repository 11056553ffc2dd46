with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        participant_count as numerator,
        contingent_count as denominator
    from {{ ref('fct_vpr_contingent') }}
    where subject_code <> 'all' and contingent_count is not null

),

{{ ratio_indicator('vpr_coverage_share', grades=[4, 5, 6, 7, 8, 10, 11]) }}
