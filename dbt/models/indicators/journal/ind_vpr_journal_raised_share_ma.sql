with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        journal_raised_count as numerator,
        {{ journal_denominator() }} as denominator
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_journal_raised_share_ma', subjects=['ma'], grades=[5, 6, 7, 8]) }}
