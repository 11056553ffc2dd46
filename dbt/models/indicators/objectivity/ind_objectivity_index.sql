with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when is_marked then 0 else 1 end as numerator
    from {{ ref('fct_objectivity_marker') }}
    where is_marked is not null

),

{{ school_flag_indicator('objectivity_index', subjects=['ru', 'ma'], grades=[4, 5, 9], pool='min') }}
