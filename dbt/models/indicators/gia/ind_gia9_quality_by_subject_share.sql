with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        mark_4_count + mark_5_count as numerator,
        marked_count as denominator,
        result_count - marked_count as gap_count
    from {{ ref('agg_gia_cell') }}

),

{{ ratio_indicator(
    'gia9_quality_by_subject_share',
    subjects=['ru', 'ma', 'phys', 'chem', 'inf', 'bio', 'hist', 'geo', 'soc', 'lit', 'eng', 'deu', 'fra', 'spa'],
    grades=[9],
    spine='indicator_spine_gia',
    gaps=true
) }}
