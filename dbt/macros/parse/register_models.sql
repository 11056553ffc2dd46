{#- Staging models of registers whose rows are about schools. -#}
{% macro school_registers() -%}
{{ return([
    'stg_register__programme_progress',
    'stg_register__pupil',
    'stg_register__certificate',
    'stg_register__staff',
    'stg_register__teaching_load',
    'stg_register__study_profile',
    'stg_register__fl_result',
    'stg_register__parent_survey',
    'stg_register__risk_profile',
    'stg_register__journal_mark',
    'stg_register__recheck_protocol',
    'stg_register__vpr_schedule',
    'stg_register__observer',
    'stg_register__appeal',
    'stg_register__site_check',
    'stg_register__parent_contact',
    'stg_register__support_plan',
    'stg_register__decision',
    'stg_register__measure'
]) }}
{%- endmacro %}


{#- Staging models of registers whose rows are about a school, a municipality or a region (`owner_code`). -#}
{% macro owner_registers() -%}
{{ return([
    'stg_register__expert',
    'stg_register__event',
    'stg_register__document',
    'stg_register__plan_item',
    'stg_register__recommendation',
    'stg_register__index_target'
]) }}
{%- endmacro %}


{#- Dataset a staging model of a register reads: stg_register__staff → staff_register, stg_register__plan_item → plan_item. -#}
{% macro register_dataset(model) -%}
{%- set name = model | replace('stg_register__', '') -%}
{%- set suffixed = [
    'pupil', 'certificate', 'staff', 'observer', 'appeal', 'decision', 'measure', 'expert', 'event', 'document', 'recommendation'
] -%}
{{ return(name ~ '_register' if name in suffixed else name) }}
{%- endmacro %}
