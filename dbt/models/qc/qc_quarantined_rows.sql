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
{{ counted_remarks('quarantine') }}
