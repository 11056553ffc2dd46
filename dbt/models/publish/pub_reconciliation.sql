-- Our shares beside the published ones (FIS OKO): marks, journal, primary scores, tasks, requirements.
with fact as (

    select
        year,
        subject_code,
        grade,
        report_date,
        group_kind,
        group_name,
        entity_id,
        '«' || cast(mark as varchar) || '»' as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_marks') }}
    union all
    select
        journal.year,
        journal.subject_code,
        journal.grade,
        journal.report_date,
        journal.group_kind,
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
        year,
        subject_code,
        grade,
        report_date,
        group_kind,
        group_name,
        entity_id,
        cast(primary_score as varchar) || ' б.' as category_name,
        published_pct,
        own_pct,
        difference_pp,
        file
    from {{ ref('qc_reconciliation_scores') }}
    union all
    select
        year,
        subject_code,
        grade,
        report_date,
        group_kind,
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
        year,
        subject_code,
        grade,
        report_date,
        group_kind,
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
    subject.label_ru as subject_name,
    fact.grade,
    fact.report_date,
    level_label.label_ru as entity_level_name,
    fact.entity_id,
    fact.group_name,
    fact.category_name,
    fact.published_pct,
    fact.own_pct,
    fact.difference_pp,
    fact.file as source_file
from fact
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('level_label', 'entity_level', 'fact.group_kind') }}
