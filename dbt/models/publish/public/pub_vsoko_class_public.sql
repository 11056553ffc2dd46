-- Journal marks of classes: if one class of a grade is small, or the school's figure is hidden, none of its classes is shown.
with judged as (

    select
        marks.*,
        max(case when marks.marked_count + marks.no_mark_count < {{ param('publish_min_n') }} or marks.marked_count < {{ param('publish_min_n') }} then 1 else 0 end)
            over (partition by marks.year, marks.school_id, marks.subject_code, marks.grade) = 1
        or hidden.indicator_id is not null as is_hidden
    from {{ ref('pub_vsoko_class') }} as marks
    left join {{ ref('int_hidden_indicator') }} as hidden
        on
            hidden.indicator_id = 'vsoko_success_share'
            and marks.year = hidden.year
            and hidden.entity_level = 'school'
            and marks.school_id = hidden.entity_id
            and marks.subject_code = hidden.subject_code
            and marks.grade = hidden.grade

)

select
    judged.year,
    judged.region_code,
    judged.municipality_code,
    judged.municipality_name,
    judged.school_id,
    judged.school_name,
    judged.grade,
    judged.class_label,
    judged.subject_code,
    judged.subject_name,
    judged.period_kind,
    judged.period_kind_name,
    judged.period_no,
    {%- for column in ['marked_count', 'no_mark_count', 'success_count', 'quality_count', 'success_pct', 'quality_pct'] %}
    case when not judged.is_hidden then judged.{{ column }} end as {{ column }},
    {%- endfor %}
    judged.use_notice,
    case when judged.is_hidden then hidden_label.label_ru end as suppression_name
from judged
{{ label_join('hidden_label', 'status', "'suppressed'") }}
