-- Works without a mark scale, per key.
select
    fact.year,
    fact.region_code,
    fact.grade,
    subject.label_ru as subject_name,
    fact.mode,
    fact.participant_count,
    fact.school_count,
    fact.max_score,
    fact.message
from {{ ref('qc_missing_scales') }} as fact
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
