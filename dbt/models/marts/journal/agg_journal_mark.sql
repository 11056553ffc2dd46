-- Journal marks by class, subject and period; additive. A pupil without a mark (не аттестован) is counted apart.
select
    cast(journal.year as smallint) as year,
    journal.region_code,
    max(school.municipality_code) as municipality_code,
    journal.school_id,
    cast(journal.grade as smallint) as grade,
    journal.class_label,
    journal.subject_code,
    journal.period_kind,
    cast(journal.period_no as smallint) as period_no,
    cast(count(journal.mark) as int) as marked_count,
    cast(count(*) filter (where journal.mark >= 3) as int) as success_count,
    cast(count(*) filter (where journal.mark >= 4) as int) as quality_count,
    cast(count(*) filter (where journal.mark is null) as int) as no_mark_count
from {{ ref('stg_register__journal_mark') }} as journal
left join {{ ref('dim_school') }} as school
    on journal.school_id = school.school_id
where journal.subject_code is not null
group by
    journal.year,
    journal.region_code,
    journal.school_id,
    journal.grade,
    journal.class_label,
    journal.subject_code,
    journal.period_kind,
    journal.period_no
