with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        quality_count as numerator,
        {{ vsoko_denominator() }} as denominator
    from {{ ref('agg_journal_mark') }}
    where period_kind = {{ vsoko_period() }}

),

{{ ratio_indicator('vsoko_quality_share', spine='indicator_spine_journal') }}
