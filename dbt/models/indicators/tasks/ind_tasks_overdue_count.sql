with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when status = 'overdue' then 1 else 0 end as numerator
    from {{ ref('fct_task') }}
    where status <> 'cancelled'

),

{{ count_indicator('tasks_overdue_count') }}
