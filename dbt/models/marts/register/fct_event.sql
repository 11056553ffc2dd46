-- Rows of the event register: one per event and participating school. A school covered: the participant, else the owner itself.
select
    event.import_id,
    event.source_file,
    event.source_sheet,
    event.source_row,
    event.year,
    event.region_code,
    coalesce(event.municipality_code, owner.municipality_code) as municipality_code,
    event.school_id,
    case
        when event.school_id is not null then 'school'
        when event.municipality_code is not null then 'municipality'
        else 'region'
    end as owner_level,
    event.event_no,
    event.event_kind,
    event.title,
    event.event_date,
    event.hours,
    event.host_school_id,
    event.participant_school_id,
    coalesce(event.participant_school_id, event.school_id) as covered_school_id,
    event.is_theme_500
from {{ ref('stg_register__event') }} as event
left join {{ ref('dim_school') }} as owner
    on event.school_id = owner.school_id
