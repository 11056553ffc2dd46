-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        substr({{ school_id('raw.login', 'school_alias.school_id') }}, 1, 2) as region_code,
        lower(trim(raw.login)) as login,
        {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.municipality_raw), '') as municipality_raw,
        nullif(trim(raw.school_name), '') as school_name,
        nullif(trim(raw.teacher_code), '') as teacher_code,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        {{ to_number('raw.hours_per_week') }} as hours_per_week,
        {{ newest_slice(register_slice('teaching_load')) }} as delivery_rank
    {{ committed_rows('teaching_load') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login
    left join {{ ref('subject_alias') }} as subject_alias
        on {{ name_key('raw.subject_raw') }} = {{ name_key('subject_alias.alias') }}

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    login,
    school_id,
    municipality_raw,
    school_name,
    teacher_code,
    subject_raw,
    subject_code,
    grade,
    class_label,
    hours_per_week
from stated
where delivery_rank = 1
