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
{{ counted_remarks('findings') }}
