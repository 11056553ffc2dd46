{#- State of a tracked task on `as_of_date`. What happens after that day has not happened yet; the due day itself is
    still in time. A task done without a known day or term is `done`: whether in time nobody can say. -#}
{% macro task_status() -%}
    case
        when known_execution = 'cancelled' then 'cancelled'
        when known_execution = 'done' and done_date is null then 'done'
        when known_execution = 'done' and done_date <= as_of_date
            then case when due_date is null then 'done' when done_date <= due_date then 'done_in_time' else 'done_late' end
        when due_date is null then 'without_due_date'
        when due_date < as_of_date then 'overdue'
        else 'open'
    end
{%- endmacro %}
