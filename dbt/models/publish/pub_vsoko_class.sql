-- Journal marks of classes by subject and period (document 002, section 2): success and quality with their counts.
select
    fact.year,
    entity.region_code,
    entity.municipality_code,
    municipality.municipality_name,
    fact.school_id,
    entity.entity_name as school_name,
    fact.grade,
    fact.class_label,
    fact.subject_code,
    subject.label_ru as subject_name,
    fact.period_kind,
    period_label.label_ru as period_kind_name,
    fact.period_no,
    fact.marked_count,
    fact.no_mark_count,
    fact.success_count,
    fact.quality_count,
    100 * cast(fact.success_count as double) / nullif(fact.marked_count, 0) as success_pct,
    100 * cast(fact.quality_count as double) / nullif(fact.marked_count, 0) as quality_pct,
    'Для поддержки обучения: не для оценки педагогов' as use_notice
from {{ ref('agg_journal_mark') }} as fact
inner join {{ ref('dim_entity') }} as entity
    on entity.entity_level = 'school' and fact.school_id = entity.entity_id
left join {{ ref('dim_municipality') }} as municipality
    on entity.municipality_code = municipality.municipality_code
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('period_label', 'period_kind', 'fact.period_kind') }}
