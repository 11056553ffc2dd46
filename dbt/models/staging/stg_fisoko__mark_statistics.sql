-- Published shares of marks, one row per group of a FIS OKO report. Shares in percent.
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
    {{ whole_number(to_number('raw.school_count_raw'), 'int') }} as school_count,
    {{ whole_number(to_number('raw.participant_count_raw'), 'int') }} as participant_count,
    {{ to_number('raw.mark_2_raw') }} as mark_2_pct,
    {{ to_number('raw.mark_3_raw') }} as mark_3_pct,
    {{ to_number('raw.mark_4_raw') }} as mark_4_pct,
    {{ to_number('raw.mark_5_raw') }} as mark_5_pct
{{ committed_rows('fisoko_mark_statistics') }}
