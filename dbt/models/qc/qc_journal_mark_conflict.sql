{{ config(alias='journal_mark_conflict') }}
-- Participants with several annual marks in one subject: none of them is used.
select
    year,
    school_id,
    subject_code,
    grade,
    vpr_code,
    mark_count,
    'У кода участника ВПР несколько разных годовых отметок: ни одна не учтена' as message
from {{ ref('int_journal_annual') }}
where mark_count > 1
