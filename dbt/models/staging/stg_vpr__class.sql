select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    lower(trim(raw.login)) as login,
    {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
    {{ name_part('raw.school_name') }} as school_name,
    raw.municipality_code_raw,
    raw.municipality_raw,
    case when {{ name_key('raw.class_raw') }} not in ('', 'нет', '-') then {{ name_key('raw.class_raw') }} end as class_label,
    nullif(trim(raw.textbook_raw), '') as textbook
{{ committed_rows('vpr_class') }}
left join {{ ref('school_alias') }} as school_alias
    on lower(trim(raw.login)) = school_alias.login
