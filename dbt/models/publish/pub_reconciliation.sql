-- Our shares beside the published ones (FIS OKO): marks, journal, primary scores, tasks, requirements.
with fact as (

    select
        'fisoko_mark_statistics' as report_kind,
        year,
        subject_code,
        grade,
        report_date,
        group_kind as entity_level,
        group_name,
        entity_id,
        '«' || cast(mark as string) || '»' as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_marks') }}
    union all
    select
        'fisoko_journal_comparison' as report_kind,
        journal.year,
        journal.subject_code,
        journal.grade,
        journal.report_date,
        journal.group_kind as entity_level,
        journal.group_name,
        journal.entity_id,
        category.label_ru as category_name,
        journal.published_pct,
        journal.own_pct,
        journal.difference_pp,
        journal.file
    from {{ ref('qc_reconciliation_journal') }} as journal
    {{ label_join('category', 'journal_cmp', 'journal.category') }}
    union all
    select
        'fisoko_score_distribution' as report_kind,
        year,
        subject_code,
        grade,
        report_date,
        group_kind as entity_level,
        group_name,
        entity_id,
        cast(primary_score as string) || ' б.' as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_scores') }}
    union all
    select
        'fisoko_task_completion' as report_kind,
        year,
        subject_code,
        grade,
        report_date,
        group_kind as entity_level,
        group_name,
        entity_id,
        'задание ' || task_label as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_tasks') }}
    union all
    select
        'fisoko_requirement' as report_kind,
        year,
        subject_code,
        grade,
        report_date,
        group_kind as entity_level,
        group_name,
        entity_id,
        requirement as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_requirements') }}

)

select
    fact.year,
    fact.subject_code,
    subject.label_ru as subject_name,
    fact.grade,
    fact.report_date,
    {{ owner_columns('fact') }},
    fact.group_name,
    fact.report_kind,
    report_label.label_ru as report_name,
    fact.category_name,
    fact.published_pct,
    fact.own_pct,
    fact.difference_pp,
    case
        when fact.difference_pp is null then 'Сравнить не с чем'
        when abs(fact.difference_pp) <= 0.01 then 'Сходится'
        else 'Расходится'
    end as agreement_name,
    fact.file as source_file
from fact
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ owner_joins('fact') }}
{{ label_join('report_label', 'dataset', 'fact.report_kind') }}
