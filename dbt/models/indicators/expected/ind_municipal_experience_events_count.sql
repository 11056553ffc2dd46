with event as (

    -- distinct: one row per participating school
    select distinct
        year,
        region_code,
        municipality_code,
        event_no
    from {{ ref('fct_event') }}
    where
        owner_level = 'municipality'
        and event_kind = 'experience_exchange'
        and is_theme_500

),

-- A municipality with a register and without such an event has held none.
atom as (

    select
        reach.year,
        substr(reach.municipality_code, 4, 2) as region_code,
        reach.municipality_code,
        cast(null as string) as school_id,
        case when event.event_no is not null then 1 else 0 end as numerator
    from {{ ref('int_register_reach') }} as reach
    left join event
        on
            reach.year = event.year
            and reach.municipality_code = event.municipality_code
    where reach.register = 'event'

),

{{ count_indicator('municipal_experience_events_count', levels=['municipality']) }}
