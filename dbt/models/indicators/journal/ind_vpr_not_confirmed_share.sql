with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        journal_lowered_count + case when {{ param('not_confirmed_mode') }} = 1 then 0 else journal_raised_count end as numerator,
        journal_both_count as denominator,
        unscaled_count as gap_count
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_not_confirmed_share', grades=[4, 5, 6, 7, 8], gaps=true) }}
