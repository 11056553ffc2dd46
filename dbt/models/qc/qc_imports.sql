{{ config(alias='imports') }}
-- One row per file ever seen, and whether its data still counts.
with slices as (

    select
        import_id,
        count(*) as slice_count,
        count(*) filter (where not is_current) as superseded_slice_count
    from {{ ref('int_vpr_slice') }}
    group by import_id

)

select
    file.import_id,
    file.batch_id,
    file.sha256,
    file.source_file,
    file.file_size,
    file.modified_at,
    file.imported_at,
    file.source,
    file.layout,
    file.contract_version,
    file.year,
    file.subject_code,
    file.grade,
    file.delivered_at,
    file.rows_read,
    case when other_batch.import_id is null then file.rows_accepted else 0 end as rows_accepted,
    case when other_batch.import_id is null then file.rows_quarantined else 0 end as rows_quarantined,
    case when other_batch.import_id is null then file.rows_excluded else file.rows_read end as rows_excluded,
    case when other_batch.import_id is null then file.status else 'duplicate' end as status,
    case
        when other_batch.import_id is null then file.message
        else 'Повтор файла ' || other_batch.source_file
    end as message,
    coalesce(slices.slice_count, 0) as slice_count,
    coalesce(slices.superseded_slice_count, 0) as superseded_slice_count,
    coalesce(slices.slice_count = slices.superseded_slice_count, false) as is_superseded
from {{ ref('stg_ledger__file') }} as file
left join {{ ref('stg_ledger__import') }} as other_batch
    on
        file.import_id = other_batch.import_id
        and file.status in ('accepted', 'partial')
        and (file.batch_id <> other_batch.batch_id or file.source_file <> other_batch.source_file)
left join slices
    on file.import_id = slices.import_id and other_batch.import_id is null and file.status in ('accepted', 'partial')
