with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        ege_passed_count as numerator,
        ege_judged_count as denominator,
        ege_count - ege_judged_count as gap_count
    from {{ ref('agg_gia_cell') }}

),

{{ ratio_indicator(
    'ege_base_index',
    subjects=['ru', 'ma_base', 'ma_prof', 'phys', 'chem', 'inf', 'bio', 'hist', 'geo', 'soc', 'lit', 'eng', 'deu', 'fra', 'spa'],
    grades=[11],
    spine='indicator_spine_gia',
    gaps=true
) }}
