{{ config(alias='reconciliation_mark') }}
-- Exported mark (FIS OKO individual results) against the mark of our scale, per score: shows which bound disagrees.
select
    year,
    region_code,
    subject_code,
    grade,
    mode,
    primary_score,
    exported_mark,
    mark,
    coalesce(mark = exported_mark, false) as is_equal,
    cast(count(*) as int) as work_count,
    min(source_file) as file,
    min(source_row) as row
from {{ ref('fct_vpr_result') }}
where exported_mark is not null
group by year, region_code, subject_code, grade, mode, primary_score, exported_mark, mark
