-- Tracked tasks counted per register, and within it by level of the decision, by responsible, by owner.
with counted as (

    {% for group_kind, columns in [
        ('register', []),
        ('level', ['level']),
        ('responsible', ['responsible']),
        ('owner', ['entity_level', 'entity_id'])
    ] -%}
    select
        '{{ group_kind }}' as group_kind,
        year,
        region_code,
        register_kind,
        as_of_date,
        {% for column in ['level', 'responsible', 'entity_level', 'entity_id'] -%}
        {{ column if column in columns else 'cast(null as string)' }} as {{ column }},
        {% endfor -%}
        count(*) as task_count,
        {% for status in ['done_in_time', 'done_late', 'done', 'overdue', 'open', 'without_due_date', 'cancelled'] -%}
        sum(case when status = '{{ status }}' then 1 else 0 end) as {{ status }}_count,
        {% endfor -%}
        sum(case when is_without_due_date and status <> 'cancelled' then 1 else 0 end) as undated_count,
        sum(case when is_without_owner and status <> 'cancelled' then 1 else 0 end) as ownerless_count,
        sum(case when status = 'done_in_time' and due_date <= as_of_date then 1 else 0 end) as in_time_of_due_count,
        sum(case when due_date <= as_of_date and status <> 'cancelled' then 1 else 0 end) as due_count
    from {{ ref('fct_task') }}
    group by year, region_code, register_kind, as_of_date{{ ', ' if columns }}{{ columns | join(', ') }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    fact.group_kind,
    group_label.label_ru as group_name,
    fact.year,
    fact.region_code,
    fact.register_kind,
    register_label.label_ru as register_name,
    tracked_level.label_ru as level_name,
    fact.responsible,
    fact.entity_level,
    level_label.label_ru as entity_level_name,
    fact.entity_id,
    entity.entity_name,
    entity.municipality_code,
    municipality.municipality_name,
    fact.as_of_date,
    fact.task_count,
    cast(fact.done_in_time_count as bigint) as done_in_time_count,
    cast(fact.done_late_count as bigint) as done_late_count,
    cast(fact.done_count as bigint) as done_undated_count,
    cast(fact.overdue_count as bigint) as overdue_count,
    cast(fact.open_count as bigint) as open_count,
    cast(fact.without_due_date_count as bigint) as waiting_without_due_date_count,
    cast(fact.cancelled_count as bigint) as cancelled_count,
    cast(fact.undated_count as bigint) as without_due_date_count,
    cast(fact.ownerless_count as bigint) as without_owner_count,
    cast(fact.due_count as bigint) as due_count,
    100 * cast(fact.in_time_of_due_count as double) / nullif(fact.due_count, 0) as done_in_time_pct
from counted as fact
{{ owner_joins('fact') }}
{{ label_join('group_label', 'tracked_group', 'fact.group_kind') }}
{{ label_join('register_label', 'register_kind', 'fact.register_kind') }}
{{ label_join('tracked_level', 'tracked_level', 'fact.level') }}
