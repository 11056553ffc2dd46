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
        nullif(trim(raw.vpr_code), '') as vpr_code,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        {{ try_date('raw.plan_date') }} as plan_date,
        nullif(trim(raw.term_text), '') as term_text,
        {{ try_date('raw.term_from') }} as term_from,
        {{ try_date('raw.term_to') }} as term_to,
        raw.term_kind as term_kind,
        {{ newest_slice(register_slice('support_plan')) }} as delivery_rank
    {{ committed_rows('support_plan') }}
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
    pupil_code,
    grade,
    class_label,
    vpr_code,
    subject_raw,
    subject_code,
    plan_date,
    term_text,
    term_from,
    term_to,
    term_kind
from stated
where delivery_rank = 1
