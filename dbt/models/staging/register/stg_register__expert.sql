-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        {{ owner_region('raw.owner_code', 'school_alias.school_id') }} as region_code,
        {{ municipality_code('raw.owner_code') }} as municipality_code,
        {{ owner_login('raw.owner_code') }} as login,
        {{ school_id(owner_login('raw.owner_code'), 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.owner_name), '') as owner_name,
        case when raw.body in ('classroom', 'municipal_commission', 'school_commission') then raw.body end as body,
        case when raw.role in ('assistant', 'chair', 'member', 'organiser') then raw.role end as role,
        nullif(trim(raw.expert_code), '') as expert_code,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        {{ try_whole('raw.experience_years', 'smallint') }} as experience_years,
        case raw.has_higher_education when '1' then true when '0' then false end as has_higher_education,
        case raw.is_qualified when '1' then true when '0' then false end as is_qualified,
        case raw.is_administration when '1' then true when '0' then false end as is_administration,
        case raw.teaches_class when '1' then true when '0' then false end as teaches_class,
        case raw.teaches_subject when '1' then true when '0' then false end as teaches_subject,
        case raw.is_rmo_head when '1' then true when '0' then false end as is_rmo_head,
        {{ newest_slice(register_slice('expert_register')) }} as delivery_rank
    {{ committed_rows('expert_register') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.owner_code)) = school_alias.login
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
    municipality_code,
    login,
    school_id,
    owner_name,
    body,
    role,
    expert_code,
    subject_raw,
    subject_code,
    grade,
    class_label,
    experience_years,
    has_higher_education,
    is_qualified,
    is_administration,
    teaches_class,
    teaches_subject,
    is_rmo_head
from stated
where delivery_rank = 1
