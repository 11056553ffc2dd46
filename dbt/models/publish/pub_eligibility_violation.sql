{{ config(alias='eligibility_violation') }}
-- Observers, assistants and experts who took part against the order; codes only, the register carries no names.
select
    fact.year,
    fact.region_code,
    fact.municipality_code,
    municipality.municipality_name,
    fact.school_id,
    school.school_name,
    fact.role,
    role_label.label_ru as role_name,
    fact.person_code,
    fact.subject_code,
    subject.label_ru as subject_name,
    fact.grade,
    fact.class_label,
    fact.violation_code,
    violation_label.label_ru as violation_name,
    fact.severity,
    case fact.severity when 'error' then 'Нарушение' else 'Предупреждение (по возможности)' end as severity_name
from {{ ref('fct_eligibility_violation') }} as fact
left join {{ ref('dim_school') }} as school
    on fact.school_id = school.school_id
left join {{ ref('dim_municipality') }} as municipality
    on fact.municipality_code = municipality.municipality_code
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('role_label', 'participant_role', 'fact.role') }}
{{ label_join('violation_label', 'eligibility_violation', 'fact.violation_code') }}
