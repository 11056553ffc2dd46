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
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        case when raw.period_kind in ('half_year', 'quarter', 'trimester', 'year') then raw.period_kind end as period_kind,
        {{ try_whole('raw.period_no', 'smallint') }} as period_no,
        nullif(trim(raw.pupil_code), '') as pupil_code,
        nullif(trim(raw.vpr_code), '') as vpr_code,
        case when raw.mark in ('1', '2', '3', '4', '5') then cast(raw.mark as smallint) end as mark,
        {{ newest_slice(register_slice('journal_mark')) }} as delivery_rank
    {{ committed_rows('journal_mark') }}
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
    grade,
    class_label,
    subject_raw,
    subject_code,
    period_kind,
    period_no,
    pupil_code,
    vpr_code,
    mark
from stated
where delivery_rank = 1
