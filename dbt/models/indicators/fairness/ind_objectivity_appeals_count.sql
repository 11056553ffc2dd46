with appeal as (

    -- distinct: an appeal delivered twice, under the old and the new login, is one
    select distinct
        year,
        region_code,
        municipality_code,
        school_id,
        procedure,
        appeal_no,
        is_about_objectivity and not is_none as is_counted
    from {{ ref('fct_appeal') }}

),

atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_counted then 1 else 0 end as numerator
    from appeal

),

{{ count_indicator('objectivity_appeals_count') }}
