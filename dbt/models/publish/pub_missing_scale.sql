-- Works without a mark scale, per key.
select
    fact.year,
    fact.region_code,
    region.region_name,
    fact.grade,
    fact.subject_code,
    subject.label_ru as subject_name,
    fact.mode,
    mode_label.label_ru as mode_name,
    fact.participant_count,
    fact.school_count,
    fact.max_score,
    fact.message
from {{ ref('qc_missing_scales') }} as fact
left join {{ ref('dim_region') }} as region
    on fact.region_code = region.region_code
left join {{ ref('dim_subject') }} as subject
    on fact.subject_code = subject.subject_code
{{ label_join('mode_label', 'work_mode', 'fact.mode') }}
