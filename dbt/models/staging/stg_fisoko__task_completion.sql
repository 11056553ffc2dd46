-- Published completion of tasks, one row per group of a FIS OKO report × task. Shares of the maximum in percent.
select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    nullif(trim(raw.report_date), '') as report_date,
    {{ whole_number(to_number('raw.max_score_raw'), 'smallint') }} as max_score,
    raw.group_kind,
    nullif(trim(raw.group_code), '') as group_code,
    nullif(trim(raw.group_name), '') as group_name,
    {{ whole_number(to_number('raw.participant_count_raw'), 'int') }} as participant_count,
    nullif(trim(raw.task_label), '') as task_label,
    {{ to_number('raw.share_raw') }} as share_pct
{{ committed_rows('fisoko_task_completion') }}
