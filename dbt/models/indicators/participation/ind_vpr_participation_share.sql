with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        participant_count as numerator,
        listed_count as denominator
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_participation_share', grades=[4, 5, 6, 7, 8, 10, 11]) }}
