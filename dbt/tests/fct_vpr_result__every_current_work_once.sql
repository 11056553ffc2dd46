-- What: every work of the current delivery of its slice is in fct_vpr_result exactly once; nothing of a superseded delivery is.
-- When it matters: a corrected export is counted beside its predecessor, or a school lost works.
-- How to resolve: compare staging.stg_vpr__work and marts.int_vpr_slice for the file shown.
with expected as (

    select
        work.import_id,
        count(*) as row_count
    from {{ ref('stg_vpr__work') }} as work
    inner join {{ ref('int_vpr_slice') }} as slice
        on
            work.year = slice.year
            and work.subject_code = slice.subject_code
            and work.grade = slice.grade
            and work.school_id = slice.school_id
            and work.mode = slice.mode
            and work.import_id = slice.import_id
            and slice.is_current
    group by work.import_id

),

found as (

    select
        import_id,
        count(*) as row_count
    from {{ ref('fct_vpr_result') }}
    group by import_id

)

select
    coalesce(expected.import_id, found.import_id) as import_id,
    expected.row_count as expected_count,
    found.row_count as found_count
from expected
full outer join found
    on expected.import_id = found.import_id
where expected.row_count is distinct from found.row_count
