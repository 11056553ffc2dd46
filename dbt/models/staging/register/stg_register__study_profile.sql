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
        nullif(trim(raw.pupil_code), '') as pupil_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        nullif(trim(raw.profile), '') as profile,
        nullif(trim(raw.profile_subjects), '') as profile_subjects,
        nullif(trim(raw.gia_code), '') as gia_code,
        {{ newest_slice(register_slice('study_profile')) }} as delivery_rank
    {{ committed_rows('study_profile') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login

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
    pupil_code,
    grade,
    class_label,
    profile,
    profile_subjects,
    gia_code
from stated
where delivery_rank = 1
