-- Deliveries of every slice (year, subject, grade, school, mode): the newest import takes the slice whole, the older stay in the ledger.
with slices as (

    select
        works.year,
        works.subject_code,
        works.grade,
        works.school_id,
        works.mode,
        works.import_id,
        imports.delivered_at,
        imports.modified_at,
        imports.source_file
    from {{ ref('stg_vpr__work') }} as works
    inner join {{ ref('stg_ledger__import') }} as imports
        on works.import_id = imports.import_id
    where works.school_id is not null
    group by
        works.year,
        works.subject_code,
        works.grade,
        works.school_id,
        works.mode,
        works.import_id,
        imports.delivered_at,
        imports.modified_at,
        imports.source_file

),

ranked as (

    select
        year,
        subject_code,
        grade,
        school_id,
        mode,
        import_id,
        row_number() over (
            partition by year, subject_code, grade, school_id, mode
            order by delivered_at desc nulls last, modified_at desc nulls last, source_file desc, import_id desc
        ) as delivery_rank
    from slices

)

select
    cast(year as smallint) as year,
    subject_code,
    cast(grade as smallint) as grade,
    school_id,
    mode,
    import_id,
    delivery_rank = 1 as is_current
from ranked
