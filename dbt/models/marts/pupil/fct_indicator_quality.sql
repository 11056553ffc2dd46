-- How far an indicator of several subjects may be trusted: shown beside its values, whatever the subject and grade of the row.
select
    'vpr_all_subjects_passed_share_g' || cast(quality.grade as string) as indicator_id,
    quality.year,
    quality.entity_level,
    quality.entity_id,
    quality.sex_agree_pct as quality,
    'связь работ: ' || link_label.label_ru || '; контингент: ' || coalesce(basis_label.label_ru, '—') as quality_basis
from {{ ref('fct_link_quality') }} as quality
{{ label_join('link_label', 'link', 'quality.link') }}
{{ label_join('basis_label', 'contingent_basis', 'quality.contingent_basis') }}
where quality.grade between 4 and 8
