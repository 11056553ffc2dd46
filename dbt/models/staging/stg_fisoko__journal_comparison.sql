-- Published comparison with journal marks, one row per group × category (lowered, confirmed, raised, total). Shares in percent.
select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    nullif(trim(raw.report_date), '') as report_date,
    raw.group_kind,
    nullif(trim(raw.group_code), '') as group_code,
    nullif(trim(raw.group_name), '') as group_name,
    case
        when lower(raw.category) like 'пониз%' or lower(raw.category) = 'lowered' then 'lowered'
        when lower(raw.category) like 'подтв%' or lower(raw.category) = 'confirmed' then 'confirmed'
        when lower(raw.category) like 'повыс%' or lower(raw.category) = 'raised' then 'raised'
        when lower(raw.category) like 'всего%' or lower(raw.category) = 'total' then 'total'
    end as category,
    {{ whole_number(to_number('raw.participant_count_raw'), 'int') }} as participant_count,
    {{ to_number('raw.share_raw') }} as share_pct
{{ committed_rows('fisoko_journal_comparison') }}
