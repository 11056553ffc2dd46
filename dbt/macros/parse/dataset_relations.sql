{#- Where the rows of each dataset are once staged: (dataset, model, expression of the region; none = says nothing of a region,
    `file` = the regions of its file). -#}
{% macro dataset_relations() -%}
{%- set school_region = 'substr(school_id, 1, 2)' -%}
{%- set relations = [
    ('vpr_work', 'agg_vpr_cell', 'region_code'),
    ('vpr_task', 'int_vpr_task_header', 'region_code'),
    ('vpr_class', 'stg_vpr__class', school_region),
    ('fisoko_mark_statistics', 'stg_fisoko__mark_statistics', 'file'),
    ('fisoko_journal_comparison', 'stg_fisoko__journal_comparison', 'file'),
    ('fisoko_score_distribution', 'stg_fisoko__score_distribution', 'file'),
    ('fisoko_task_completion', 'stg_fisoko__task_completion', 'file'),
    ('fisoko_requirement', 'stg_fisoko__requirement', 'file'),
    ('vpr_task_spec', 'stg_spec__task', none),
    ('vpr_codifier', 'stg_spec__codifier', none),
    ('school_context', 'stg_context__answer', school_region),
    ('stat_form_cell', 'stg_form__cell', school_region),
    ('biased_list', 'stg_list__biased', school_region),
    ('project_list', 'stg_list__project', school_region),
    ('gia_result', 'stg_gia__result', 'region_code'),
    ('gia_appeal', 'stg_gia__appeal', 'region_code')
] -%}
{%- for model in school_registers() + owner_registers() -%}
    {%- do relations.append((register_dataset(model), model, 'region_code')) -%}
{%- endfor -%}
{{ return(relations) }}
{%- endmacro %}
