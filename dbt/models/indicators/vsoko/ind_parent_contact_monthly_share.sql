with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        pupil_code,
        min(case when is_contacted then 1 else 0 end) as numerator,
        1 as denominator
    from {{ ref('fct_parent_contact_month') }}
    group by year, region_code, municipality_code, school_id, pupil_code

),

{{ pooled_indicator('parent_contact_monthly_share') }}
