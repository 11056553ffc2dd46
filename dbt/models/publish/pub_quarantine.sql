-- Rows held back at the gate: where, why and with which value.
select
    fact.import_id,
    fact.file as source_file,
    fact.sheet as source_sheet,
    fact.row as source_row,
    fact.column_name,
    fact.rule,
    fact.value,
    fact.message
from {{ ref('qc_quarantined_rows') }} as fact
