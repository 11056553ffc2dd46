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
        {{ try_whole('raw.meeting_no', 'smallint') }} as meeting_no,
        case when raw.level in ('class_teacher_association', 'director_meeting', 'methodical_council', 'parent_meeting', 'pedagogical_council', 'subject_association') then raw.level end as level,
        nullif(trim(raw.meeting_text), '') as meeting_text,
        {{ try_date('raw.meeting_from') }} as meeting_from,
        {{ try_date('raw.meeting_to') }} as meeting_to,
        raw.meeting_kind as meeting_kind,
        nullif(trim(raw.decision_no), '') as decision_no,
        nullif(trim(raw.decision), '') as decision,
        nullif(trim(raw.term_text), '') as term_text,
        {{ try_date('raw.term_from') }} as term_from,
        {{ try_date('raw.term_to') }} as term_to,
        raw.term_kind as term_kind,
        nullif(trim(raw.responsible), '') as responsible,
        case when raw.execution in ('cancelled', 'done', 'in_progress', 'not_done') then raw.execution end as execution,
        {{ try_date('raw.done_date') }} as done_date,
        {{ newest_slice(register_slice('decision_register')) }} as delivery_rank
    {{ committed_rows('decision_register') }}
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
    meeting_no,
    level,
    meeting_text,
    meeting_from,
    meeting_to,
    meeting_kind,
    decision_no,
    decision,
    term_text,
    term_from,
    term_to,
    term_kind,
    responsible,
    execution,
    done_date
from stated
where delivery_rank = 1
