{{ config(materialized='table') }}
-- Exactly one batch per import whose rows are in the lake: the smallest batch_id (batches overlap after a kill or parallel runs).
with ranked as (

    select
        import_id,
        batch_id,
        source_file,
        source,
        layout,
        modified_at,
        delivered_at,
        rows_read,
        rows_accepted,
        rows_quarantined,
        rows_excluded,
        status,
        row_number() over (partition by import_id order by batch_id, source_file) as import_rank
    from {{ ref('stg_ledger__file') }}
    where status in ('accepted', 'partial')

)

select
    import_id,
    batch_id,
    source_file,
    source,
    layout,
    modified_at,
    delivered_at,
    rows_read,
    rows_accepted,
    rows_quarantined,
    rows_excluded,
    status
from ranked
where import_rank = 1
