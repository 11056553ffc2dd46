{#- `from` clause of a staging model: only rows whose import and batch are in the ledger exist. -#}
{% macro committed_rows(dataset) -%}
from {{ source('raw', dataset) }} as raw
inner join {{ ref('stg_ledger__import') }} as imports
    on raw._import_id = imports.import_id and raw._batch_id = imports.batch_id
{%- endmacro %}


{#- Lineage columns of a staging model. -#}
{% macro lineage() -%}
raw._import_id as import_id,
    raw._source_file as source_file,
    raw._source_sheet as source_sheet,
    cast(raw._source_row as int) as source_row
{%- endmacro %}


{#- Remarks of the gate (`quarantine` or `findings`) on files as the ledger counts them: not those of a batch that lost. -#}
{% macro counted_remarks(remarks) -%}
from {{ source('gate', remarks) }} as remark
inner join {{ ref('stg_ledger__file') }} as file
    on
        remark.import_id = file.import_id
        and remark.batch_id = file.batch_id
        and remark.source_file = file.source_file
left join {{ ref('stg_ledger__import') }} as accepted
    on remark.import_id = accepted.import_id
where accepted.batch_id is null or (accepted.batch_id = file.batch_id and accepted.source_file = file.source_file)
{%- endmacro %}
