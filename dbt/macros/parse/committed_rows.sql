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
