with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        high_count as numerator,
        marked_count as denominator,
        unscaled_count as gap_count
    from {{ ref('agg_vpr_cell') }}

),

{{ ratio_indicator('vpr_high_index', gaps=true) }}
