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
        case when raw.procedure in ('ege', 'niko', 'oge', 'other', 'vpr') then raw.procedure end as procedure,
        {{ try_date('raw.observation_date') }} as observation_date,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        nullif(trim(raw.observer_code), '') as observer_code,
        case when raw.observer_kind in ('independent', 'official', 'public') then raw.observer_kind end as observer_kind,
        case raw.is_class_parent when '1' then true when '0' then false end as is_class_parent,
        case raw.works_in_school when '1' then true when '0' then false end as works_in_school,
        {{ newest_slice(register_slice('observer_register')) }} as delivery_rank
    {{ committed_rows('observer_register') }}
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
    procedure,
    observation_date,
    subject_raw,
    subject_code,
    grade,
    class_label,
    observer_code,
    observer_kind,
    is_class_parent,
    works_in_school
from stated
where delivery_rank = 1
