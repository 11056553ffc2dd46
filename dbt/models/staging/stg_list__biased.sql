-- Official list of schools with biased results, one row per school × year; an empty marker cell is 0 (the list leaves it blank).
select
    {{ lineage() }},
    cast(raw.year as smallint) as year,
    lower(trim(raw.login)) as login,
    {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
    nullif(trim(raw.municipality_raw), '') as municipality_raw,
    nullif(trim(raw.school_name), '') as school_name,
    {{ whole_number("coalesce(" ~ to_number('raw.ru_4_raw') ~ ", 0)", 'tinyint') }} as marker_ru_4,
    {{ whole_number("coalesce(" ~ to_number('raw.ma_4_raw') ~ ", 0)", 'tinyint') }} as marker_ma_4,
    {{ whole_number("coalesce(" ~ to_number('raw.ru_5_raw') ~ ", 0)", 'tinyint') }} as marker_ru_5,
    {{ whole_number("coalesce(" ~ to_number('raw.ma_5_raw') ~ ", 0)", 'tinyint') }} as marker_ma_5,
    {{ whole_number(to_number('raw.marker_count_raw'), 'tinyint') }} as marker_count
{{ committed_rows('biased_list') }}
left join {{ ref('school_alias') }} as school_alias
    on lower(trim(raw.login)) = school_alias.login
