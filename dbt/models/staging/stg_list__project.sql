select
    {{ lineage() }},
    cast(raw.year as smallint) as year,
    lower(trim(raw.list_kind)) as list_kind,
    lower(trim(raw.login)) as login,
    {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
    nullif(trim(raw.municipality_raw), '') as municipality_raw,
    nullif(trim(raw.school_name), '') as school_name
{{ committed_rows('project_list') }}
left join {{ ref('school_alias') }} as school_alias
    on lower(trim(raw.login)) = school_alias.login
