with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        journal_confirmed_count + journal_raised_count as numerator,
        {{ journal_denominator() }} as denominator
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_not_below_journal_share_phys', subjects=['phys'], grades=[7, 8]) }}
