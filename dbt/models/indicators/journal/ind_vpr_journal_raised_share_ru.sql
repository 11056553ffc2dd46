with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        journal_raised_count as numerator,
        {{ journal_denominator() }} as denominator,
        unscaled_count as gap_count
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_journal_raised_share_ru', subjects=['ru'], grades=[5, 6, 7, 8], gaps=true) }}
