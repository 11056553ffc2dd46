with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when dynamics_class = 1 then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_school_dynamics') }}
    where dynamics_class is not null

),

{{ ratio_indicator('schools_positive_dynamics_share', subjects=['ru', 'ma'], grades=[5, 6], levels=['municipality', 'region']) }}
