-- Statistical forms, one row per line and graph of a school. ОО-1 of 20 September Y and ОО-2 for Y describe
-- the school year Y/Y+1, whose procedures carry the year Y+1.
select
    {{ lineage() }},
    raw.layout,
    raw.form_code,
    cast(raw.year as smallint) as report_year,
    cast(raw.year + 1 as smallint) as year,
    lower(trim(raw.login)) as login,
    {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
    {{ name_part('raw.school_name') }} as school_name,
    raw.municipality_raw,
    raw.section,
    raw.row_code,
    raw.row_name,
    cast(raw.column_no as smallint) as column_no,
    raw.state,
    raw.value_raw,
    case when raw.state = 'value' then {{ try_number('raw.value_raw') }} end as value
{{ committed_rows('stat_form_cell') }}
left join {{ ref('school_alias') }} as school_alias
    on lower(trim(raw.login)) = school_alias.login
