with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        bound_4_at_count as numerator,
        bound_4_m1_count as denominator
    from {{ ref('agg_vpr_cell') }}
    where bound_4_at_count is not null

),

{{ ratio_indicator('boundary_jump_ratio_4', scale=1) }}
