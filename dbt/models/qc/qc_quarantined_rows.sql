{{ config(alias='quarantined_rows') }}
-- Rows held back at the gate, each with its place and reason.
select
    remark.import_id,
    remark.source_file as file,
    remark.source_sheet as sheet,
    remark.source_row as row,
    remark.column_name,
    remark.dataset,
    remark.rule,
    remark.value,
    remark.message,
    remark.row_json
from {{ source('gate', 'quarantine') }} as remark
inner join {{ ref('stg_ledger__file') }} as file
    on
        remark.import_id = file.import_id
        and remark.batch_id = file.batch_id
        and remark.source_file = file.source_file
left join {{ ref('stg_ledger__import') }} as accepted
    on remark.import_id = accepted.import_id
where accepted.batch_id is null or (accepted.batch_id = file.batch_id and accepted.source_file = file.source_file)
