-- What: for every file read = accepted + quarantined + excluded, and the lake and the quarantine hold what the ledger says.
-- When it matters: a row was lost or doubled between the file and the warehouse; every figure is in doubt.
-- How to resolve: look at the file in qc.row_accounting; run the import of that file again from an empty RSOKO_HOME and compare.
select
    file,
    status,
    rows_read,
    rows_accepted,
    rows_quarantined,
    rows_excluded,
    lake_row_count,
    quarantine_row_count
from {{ ref('qc_row_accounting') }}
where not is_read_accounted or not is_lake_accounted or not is_quarantine_accounted
