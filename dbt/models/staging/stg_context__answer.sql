-- Context questionnaire, one row per school × question × file row.
select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    lower(trim(raw.login)) as login,
    {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
    {{ name_part('raw.school_name') }} as school_name,
    raw.municipality_code_raw,
    raw.municipality_raw,
    cast(raw.question_no as smallint) as question_no,
    trim(raw.question) as question,
    {{ regexp_replace_first(name_key("replace(raw.question, chr(9), ' ')"), '^[0-9]+([.][0-9]+)*[.] *', '') }} as question_key,
    nullif(trim(raw.answer), '') as answer
{{ committed_rows('school_context') }}
left join {{ ref('school_alias') }} as school_alias
    on lower(trim(raw.login)) = school_alias.login
