-- What the headers of the counted files of a region say about tasks.
with counted_import as (

    select
        import_id,
        substr(school_id, 1, 2) as region_code
    from {{ ref('int_vpr_slice') }}
    where is_current
    group by import_id, substr(school_id, 1, 2)

)

select
    counted_import.region_code,
    cast(task.year as smallint) as year,
    task.subject_code,
    cast(task.grade as smallint) as grade,
    task.task_no,
    max(task.task_label) as task_label,
    max(task.max_points) as max_points,
    max(task.level) as level
from {{ ref('stg_vpr__task') }} as task
inner join counted_import
    on task.import_id = counted_import.import_id
group by counted_import.region_code, task.year, task.subject_code, task.grade, task.task_no
