with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        annual_confirmed_count + annual_raised_count + {{ term_proxy('term_confirmed_count + term_raised_count') }} as numerator,
        {{ annual_journal_denominator() }} as denominator,
        unscaled_count as gap_count
    from {{ ref('agg_vpr_journal') }}

),

{{ ratio_indicator('vpr_not_below_journal_share_phys', subjects=['phys'], grades=[7, 8], gaps=true) }}
