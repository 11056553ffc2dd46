select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    nullif(trim(raw.task_label), '') as task_label,
    cast({{ to_number('raw.task_no_raw') }} as smallint) as task_no,
    nullif(trim(raw.skill), '') as skill,
    nullif(trim(raw.requirement), '') as requirement,
    nullif(trim(raw.level_raw), '') as level,
    nullif(trim(raw.kes_code), '') as kes_code,
    nullif(trim(raw.kt_code), '') as kt_code,
    cast({{ to_number('raw.max_points_raw') }} as smallint) as max_points,
    {{ to_number('raw.minutes_raw') }} as minutes
{{ committed_rows('vpr_task_spec') }}
