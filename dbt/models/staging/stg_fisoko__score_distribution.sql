-- Published distribution of primary scores, one row per group of a FIS OKO report × score. Shares in percent.
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
    {{ whole_number(to_number('raw.score_raw'), 'smallint') }} as primary_score,
    {{ to_number('raw.share_raw') }} as share_pct
{{ committed_rows('fisoko_score_distribution') }}
