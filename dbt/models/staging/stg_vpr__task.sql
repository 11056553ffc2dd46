select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    coalesce(nullif(trim(raw.mode), ''), 'standard') as mode,
    cast(raw.task_no as smallint) as task_no,
    nullif(trim(raw.task_label), '') as task_label,
    {{ whole_number(to_number('raw.max_points_raw'), 'smallint') }} as max_points,
    nullif(trim(raw.level_raw), '') as level
{{ committed_rows('vpr_task') }}
