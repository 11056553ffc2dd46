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
        case when raw.position_kind in ('head', 'other_teaching', 'teacher') then raw.position_kind end as position_kind,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        case raw.has_higher_education when '1' then true when '0' then false end as has_higher_education,
        case when raw.category in ('first', 'none', 'top') then raw.category end as category,
        {{ try_whole('raw.experience_years', 'smallint') }} as experience_years,
        {{ try_date('raw.diagnostics_date') }} as diagnostics_date,
        {{ try_date('raw.course_date') }} as course_date,
        {{ try_date('raw.postcourse_date') }} as postcourse_date,
        {{ try_date('raw.iom_date') }} as iom_date,
        {{ try_date('raw.network_date') }} as network_date,
        {{ newest_slice(register_slice('staff_register')) }} as delivery_rank
    {{ committed_rows('staff_register') }}
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
    position_kind,
    subject_raw,
    subject_code,
    has_higher_education,
    category,
    experience_years,
    diagnostics_date,
    course_date,
    postcourse_date,
    iom_date,
    network_date
from stated
where delivery_rank = 1
