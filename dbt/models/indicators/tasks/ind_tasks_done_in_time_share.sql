with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when status = 'done_in_time' then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_task') }}
    where 
        due_date <= as_of_date
        and status <> 'cancelled'

),

{{ pooled_indicator('tasks_done_in_time_share') }}
