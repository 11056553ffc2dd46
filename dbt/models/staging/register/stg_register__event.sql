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
        nullif(trim(raw.event_no), '') as event_no,
        case when raw.event_kind in ('consulting', 'data_analysis', 'experience_exchange', 'other', 'prof_community', 'roadmap_monitoring', 'short_event', 'targeted_help', 'tutoring') then raw.event_kind end as event_kind,
        nullif(trim(raw.title), '') as title,
        {{ try_date('raw.event_date') }} as event_date,
        {{ to_number('raw.hours') }} as hours,
        {{ school_id('raw.host_login') }} as host_school_id,
        {{ school_id('raw.participant_login') }} as participant_school_id,
        case raw.is_theme_500 when '1' then true when '0' then false end as is_theme_500,
        {{ newest_slice(register_slice('event_register')) }} as delivery_rank
    {{ committed_rows('event_register') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.owner_code)) = school_alias.login

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
    event_no,
    event_kind,
    title,
    event_date,
    hours,
    host_school_id,
    participant_school_id,
    is_theme_500
from stated
where delivery_rank = 1
