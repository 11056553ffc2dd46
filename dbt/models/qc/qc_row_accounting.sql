{{ config(alias='row_accounting') }}
-- Per file: read = accepted + quarantined + excluded; and what the lake and the quarantine really hold.
with lake_rows as (

    {% for model in [
        'stg_vpr__work', 'stg_vpr__class', 'stg_fisoko__mark_statistics', 'stg_fisoko__journal_comparison',
        'stg_fisoko__score_distribution', 'stg_fisoko__task_completion', 'stg_fisoko__requirement',
        'stg_spec__task', 'stg_spec__codifier', 'stg_context__answer', 'stg_list__biased', 'stg_list__project',
        'stg_form__cell'
    ] -%}
    select
        import_id,
        source_sheet,
        source_row
    from {{ ref(model) }}
    group by import_id, source_sheet, source_row
    union all
    {% endfor %}
    {#- Staging of a register or a protocol has the newest delivery only: here every committed row counts. -#}
    {%- set datasets = ['gia_result', 'gia_appeal'] -%}
    {%- for model in school_registers() + owner_registers() -%}{%- do datasets.append(register_dataset(model)) -%}{%- endfor -%}
    {% for dataset in datasets %}
    select
        raw._import_id as import_id,
        raw._source_sheet as source_sheet,
        raw._source_row as source_row
    {{ committed_rows(dataset) }}
    group by raw._import_id, raw._source_sheet, raw._source_row
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

lake as (

    select
        import_id,
        count(*) as row_count
    from lake_rows
    group by import_id

),

quarantine_rows as (

    select
        import_id,
        sheet,
        row
    from {{ ref('qc_quarantined_rows') }}
    where row is not null
    group by import_id, sheet, row

),

quarantine as (

    select
        import_id,
        count(*) as row_count
    from quarantine_rows
    group by import_id

)

select
    imports.import_id,
    imports.source_file as file,
    imports.status,
    imports.rows_read,
    imports.rows_accepted,
    imports.rows_quarantined,
    imports.rows_excluded,
    coalesce(lake.row_count, 0) as lake_row_count,
    coalesce(quarantine.row_count, 0) as quarantine_row_count,
    imports.rows_read = imports.rows_accepted + imports.rows_quarantined + imports.rows_excluded as is_read_accounted,
    imports.status not in ('accepted', 'partial') or imports.rows_accepted = coalesce(lake.row_count, 0) as is_lake_accounted,
    imports.status not in ('accepted', 'partial') or imports.rows_quarantined = coalesce(quarantine.row_count, 0) as is_quarantine_accounted
from {{ ref('qc_imports') }} as imports
left join lake
    on imports.import_id = lake.import_id and imports.status in ('accepted', 'partial')
left join quarantine
    on imports.import_id = quarantine.import_id and imports.status in ('accepted', 'partial')
