with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        score_high_count as numerator,
        score_count as denominator
    from {{ ref('agg_gia_cell') }}

),

{{ ratio_indicator(
    'ege_high_index',
    subjects=['ru', 'ma_prof', 'phys', 'chem', 'inf', 'bio', 'hist', 'geo', 'soc', 'lit', 'eng', 'deu', 'fra', 'spa'],
    grades=[11],
    spine='indicator_spine_gia'
) }}
