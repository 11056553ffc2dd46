-- Every tracked task with its state on the as-of day; days_overdue orders what is late.
select
    fact.year,
    fact.register_kind,
    register_label.label_ru as register_name,
    {{ owner_columns('fact') }},
    tracked_level.label_ru as level_name,
    fact.document_title,
    fact.section,
    fact.item_no,
    fact.task_text,
    fact.addressee,
    fact.responsible,
    fact.term_text,
    fact.due_date,
    fact.done_date,
    fact.as_of_date,
    fact.status,
    status_label.label_ru as status_name,
    case when fact.status = 'overdue' then cast({{ days_between('fact.due_date', 'fact.as_of_date') }} as int) end as days_overdue,
    fact.is_without_due_date,
    fact.is_without_owner,
    fact.source_file,
    fact.source_sheet,
    fact.source_row
from {{ ref('fct_task') }} as fact
{{ owner_joins('fact') }}
{{ label_join('register_label', 'register_kind', 'fact.register_kind') }}
{{ label_join('tracked_level', 'tracked_level', 'fact.level') }}
{{ label_join('status_label', 'tracked_status', 'fact.status') }}
