{{ config(alias='import_findings') }}
-- Remarks on rows, columns or files that went on.
select
    remark.import_id,
    remark.source_file as file,
    remark.source_sheet as sheet,
    remark.source_row as row,
    remark.column_name,
    remark.dataset,
    remark.rule,
    remark.value,
    remark.message
from {{ source('gate', 'findings') }} as remark
inner join {{ ref('stg_ledger__file') }} as file
    on
        remark.import_id = file.import_id
        and remark.batch_id = file.batch_id
        and remark.source_file = file.source_file
left join {{ ref('stg_ledger__import') }} as accepted
    on remark.import_id = accepted.import_id
where accepted.batch_id is null or (accepted.batch_id = file.batch_id and accepted.source_file = file.source_file)
