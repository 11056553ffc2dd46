{{ config(alias='unmatched_journal_subject') }}
-- Subjects of journals that the list of spellings does not know: their marks are in no indicator.
select
    year,
    region_code,
    subject_raw,
    cast(count(distinct school_id) as int) as school_count,
    cast(count(*) as int) as row_count,
    min(source_file) as file,
    min(source_row) as row,
    'Предмет журнала не опознан: его отметки не входят в показатели. Добавьте написание в seeds/crosswalk/subject_alias.csv' as message
from {{ ref('stg_register__journal_mark') }}
where subject_code is null
group by year, region_code, subject_raw
