with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_without_owner then 1 else 0 end as numerator
    from {{ ref('fct_task') }}
    where status <> 'cancelled'

),

{{ count_indicator('tasks_without_owner_count') }}
