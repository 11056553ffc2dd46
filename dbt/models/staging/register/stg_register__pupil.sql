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
        {{ try_date('raw.report_date') }} as report_date,
        nullif(trim(raw.pupil_code), '') as pupil_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        case when raw.sex in ('f', 'm') then raw.sex end as sex,
        case when raw.study_form in ('family', 'full_time', 'home', 'hospital', 'part_time') then raw.study_form end as study_form,
        case raw.is_ovz when '1' then true when '0' then false end as is_ovz,
        case raw.has_vpr_consent when '1' then true when '0' then false end as has_vpr_consent,
        {{ try_whole('raw.shift', 'smallint') }} as shift,
        case raw.is_transported when '1' then true when '0' then false end as is_transported,
        case raw.has_learning_difficulties when '1' then true when '0' then false end as has_learning_difficulties,
        nullif(trim(raw.vpr_code), '') as vpr_code,
        {{ newest_slice(register_slice('pupil_register')) }} as delivery_rank
    {{ committed_rows('pupil_register') }}
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
    report_date,
    pupil_code,
    grade,
    class_label,
    sex,
    study_form,
    is_ovz,
    has_vpr_consent,
    shift,
    is_transported,
    has_learning_difficulties,
    vpr_code
from stated
where delivery_rank = 1
