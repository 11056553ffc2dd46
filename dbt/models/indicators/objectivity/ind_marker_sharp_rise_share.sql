with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when is_marked then 1 else 0 end as numerator
    from {{ ref('fct_objectivity_marker') }}
    where
        marker_code = 'sharp_rise'
        and is_marked is not null

),

{{ school_flag_indicator('marker_sharp_rise_share', subjects=['ru', 'ma'], grades=[5]) }}
