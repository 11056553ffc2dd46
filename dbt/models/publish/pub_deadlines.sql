{{ config(alias='deadlines') }}
-- The calendar of terms: what, for whom, until when and how it stands on the as-of day; what is overdue comes first.
with fact as (

    select
        rule_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        period_no,
        period_ru,
        start_date,
        due_date,
        done_date,
        as_of_date,
        status,
        days_left,
        days_wrong
    from {{ ref('fct_deadline') }}

)

select
    cast(case fact.status
        when 'overdue' then 1
        when 'kept_too_short' then 2
        when 'due' then 3
        when 'done_late' then 4
        when 'no_start_date' then 5
        when 'no_data' then 6
        when 'optional' then 7
        when 'term_over' then 8
        else 9
    end as smallint) as urgency,
    {{ entity_columns('fact') }},
    fact.rule_id,
    rule.label_ru as action_ru,
    rule.source_document,
    rule.source_clause,
    rule.responsible_ru,
    fact.period_no,
    fact.period_ru,
    fact.start_date,
    case
        when rule.offset_unit = 'period' then 'календарь документа'
        when rule.scope = 'municipality_vpr' then 'последний день периода ВПР (график ВПР)'
        when rule.scope = 'work_vpr' then 'дата ВПР (график ВПР)'
        else 'получение результатов'
    end as start_source_ru,
    fact.due_date,
    fact.done_date,
    fact.as_of_date,
    fact.status,
    status_label.label_ru as status_name,
    case
        when fact.status = 'no_start_date' and rule.scope = 'school_results' then 'дату получения результатов ни один реестр не содержит'
        when fact.status = 'no_start_date' and rule.scope = 'work_vpr' then 'работы нет в графике ВПР'
        when fact.status = 'no_start_date' then 'школ муниципалитета нет в графике ВПР: период проведения неизвестен'
        when fact.status = 'no_data' then 'за этот год регион не загрузил реестр, который подтверждает исполнение'
    end as reason_ru,
    fact.days_left,
    fact.days_wrong
from fact
inner join {{ ref('deadline_rule') }} as rule
    on fact.rule_id = rule.rule_id
{{ entity_joins('fact') }}
{{ label_join('status_label', 'deadline_status', 'fact.status') }}
