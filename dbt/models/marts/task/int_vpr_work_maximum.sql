-- The greatest score the scales of a region know for a work.
select
    region_code,
    year,
    subject_code,
    grade,
    max(max_score) as max_score
from {{ ref('fct_vpr_result') }}
where min_3 is not null
group by region_code, year, subject_code, grade
