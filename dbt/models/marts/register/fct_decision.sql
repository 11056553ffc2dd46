-- Decisions of the schools' bodies, judged on the day `as_of`. Due: a dated term that has run out, the decision not cancelled,
-- and a register that tracks execution at all.
with tracked as (

    select
        year,
        school_id,
        count(execution) as tracked_count
    from {{ ref('stg_register__decision') }}
    group by year, school_id

)

select
    decision.import_id,
    decision.source_file,
    decision.source_sheet,
    decision.source_row,
    decision.year,
    decision.region_code,
    school.municipality_code,
    decision.school_id,
    decision.meeting_no,
    decision.level,
    decision.meeting_text,
    decision.meeting_from,
    decision.meeting_to,
    decision.meeting_kind,
    decision.decision_no,
    decision.decision,
    decision.term_text,
    decision.term_from,
    decision.term_to,
    decision.term_kind,
    decision.responsible,
    decision.execution,
    decision.done_date,
    decision.decision is null as is_empty,
    coalesce(
        decision.decision is not null
        and decision.term_to <= {{ as_of() }}
        and coalesce(decision.execution, 'unknown') <> 'cancelled'
        and tracked.tracked_count > 0, false
    ) as is_due,
    coalesce(decision.execution = 'done' and decision.done_date <= decision.term_to, false) as is_in_time
from {{ ref('stg_register__decision') }} as decision
inner join tracked
    on
        decision.year = tracked.year
        and decision.school_id = tracked.school_id
left join {{ ref('dim_school') }} as school
    on decision.school_id = school.school_id
