{{ config(materialized='table') }}
-- The ledger is read here and nowhere else, once: files that arrive during a build are not half in it.
-- One row per file ever seen. A file met again in a later batch (same bytes, same path) keeps its first row;
-- where two batches wrote the same import, the smallest batch_id is the one whose rows exist.
with ranked as (

    select
        import_id,
        batch_id,
        sha256,
        source_file,
        file_size,
        modified_at,
        imported_at,
        source,
        layout,
        contract_version,
        cast(year as smallint) as year,
        subject_code,
        cast(grade as smallint) as grade,
        delivered_at,
        rows_read,
        rows_accepted,
        rows_quarantined,
        rows_excluded,
        status,
        message,
        row_number() over (
            partition by import_id, source_file
            order by case when status in ('accepted', 'partial') then 0 else 1 end, batch_id
        ) as file_rank
    from {{ source('gate', 'ledger') }}

)

select
    import_id,
    batch_id,
    sha256,
    source_file,
    file_size,
    modified_at,
    imported_at,
    source,
    layout,
    contract_version,
    year,
    subject_code,
    grade,
    delivered_at,
    rows_read,
    rows_accepted,
    rows_quarantined,
    rows_excluded,
    status,
    message
from ranked
where file_rank = 1
