-- Borders of the trimesters: seeds/reference/deadline_period.csv. A trimester that is not over yet is not judged.
with atom as (

    select
        year,
        region_code,
        municipality_code,
        entity_id as school_id,
        case when status = 'done_in_time' then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_deadline') }}
    where rule_id = 'R012' and status in ('done_in_time', 'overdue')

),

{{ pooled_indicator('site_checked_trimester_share') }}
