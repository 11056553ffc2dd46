-- Report on mastering programmes, one row per school and grade. A pair of counts that contradicts itself is kept and not counted.
select
    cast(progress.year as smallint) as year,
    progress.region_code,
    school.municipality_code,
    progress.school_id,
    cast(progress.grade as smallint) as grade,
    cast(progress.pupil_count as int) as pupil_count,
    cast(progress.base_reached_count as int) as base_reached_count,
    cast(progress.advanced_pupil_count as int) as advanced_pupil_count,
    cast(progress.advanced_reached_count as int) as advanced_reached_count,
    coalesce(progress.base_reached_count <= progress.pupil_count, false) as is_base_counted,
    coalesce(
        progress.advanced_reached_count <= progress.advanced_pupil_count
        and progress.advanced_pupil_count <= progress.pupil_count,
        false
    ) as is_advanced_counted,
    progress.import_id,
    progress.source_file,
    progress.source_sheet,
    cast(progress.source_row as int) as source_row
from {{ ref('stg_register__programme_progress') }} as progress
left join {{ ref('dim_school') }} as school
    on progress.school_id = school.school_id
