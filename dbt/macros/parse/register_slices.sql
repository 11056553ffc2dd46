{#- What a newer file of a register replaces whole: expressions over `raw` and the joined `school_alias`, by dataset.
    A school is a school under either of its logins; subjects and titles are the same whatever case and blanks. -#}
{% macro register_slice(dataset) -%}
{%- set school = school_id('raw.login', 'school_alias.school_id') -%}
{%- set owner = 'coalesce(' ~ school_id(owner_login('raw.owner_code'), 'school_alias.school_id') ~ ', lower(trim(raw.owner_code)))' -%}
{%- set subject = 'lower(trim(raw.subject_raw))' -%}
{%- set slices = {
    'programme_progress': [school],
    'pupil_register': [school],
    'certificate_register': [school],
    'staff_register': [school],
    'teaching_load': [school],
    'study_profile': [school],
    'fl_result': [school],
    'parent_survey': [school, 'raw.procedure'],
    'risk_profile': [school],
    'journal_mark': [school, 'raw.grade', 'upper(trim(raw.class_label))', subject, 'raw.period_kind', 'raw.period_no'],
    'recheck_protocol': [school, subject, 'raw.grade'],
    'vpr_schedule': [school, subject, 'raw.grade'],
    'observer_register': [school, 'raw.procedure'],
    'expert_register': [owner, 'raw.body'],
    'appeal_register': [school, 'raw.procedure'],
    'event_register': [owner, 'raw.event_kind'],
    'document_register': [owner, 'raw.document_kind'],
    'site_check': [school],
    'parent_contact': [school],
    'support_plan': [school],
    'decision_register': [school, 'raw.meeting_no'],
    'measure_register': [school],
    'plan_item': [owner, 'lower(trim(raw.plan_title))'],
    'recommendation_register': [owner, 'lower(trim(raw.document_title))'],
    'index_target': [owner, 'raw.indicator_id']
} -%}
{{ return(['raw.year'] + slices[dataset]) }}
{%- endmacro %}


{#- The order in which imports of a slice win: the date inside the file, then the file's own time (a register of people has
    no date inside), then name and id, so that the answer does not depend on the order of reading. -#}
{% macro newest_first() -%}
imports.delivered_at desc nulls last, imports.modified_at desc nulls last, raw._source_file desc, raw._import_id desc
{%- endmacro %}


{#- 1 for rows of the newest import of a slice (list of expressions over `raw`); imports of `committed_rows` are joined. -#}
{% macro newest_slice(slice) -%}
dense_rank() over (
        partition by {{ slice | join(', ') }}
        order by {{ newest_first() }}
    )
{%- endmacro %}


{#- A column of the newest import of the slice a row is in. -#}
{% macro of_newest_import(column, slice) -%}
first_value({{ column }}) over (
        partition by {{ slice | join(', ') }}
        order by {{ newest_first() }}
    )
{%- endmacro %}
