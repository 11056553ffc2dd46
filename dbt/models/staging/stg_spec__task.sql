select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    nullif(trim(raw.task_label), '') as task_label,
    {{ whole_number(to_number('raw.task_no_raw'), 'smallint') }} as task_no,
    nullif(trim(raw.skill), '') as skill,
    nullif(trim(raw.requirement), '') as requirement,
    nullif(trim(raw.level_raw), '') as level,
    nullif(trim(raw.kes_code), '') as kes_code,
    nullif(trim(raw.kt_code), '') as kt_code,
    {{ whole_number(to_number('raw.max_points_raw'), 'smallint') }} as max_points,
    {{ to_number('raw.minutes_raw') }} as minutes
{{ committed_rows('vpr_task_spec') }}
