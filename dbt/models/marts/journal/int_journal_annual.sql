-- Annual journal marks that say which VPR participant they belong to: one row per participant and subject.
-- Two different marks of one code contradict each other: no mark is taken (qc.journal_mark_conflict).
select
    cast(year as smallint) as year,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    vpr_code,
    cast(case when count(distinct mark) = 1 then max(mark) end as tinyint) as mark,
    cast(count(distinct mark) as int) as mark_count
from {{ ref('stg_register__journal_mark') }}
where period_kind = 'year' and subject_code is not null and vpr_code is not null
group by year, school_id, subject_code, grade, vpr_code
