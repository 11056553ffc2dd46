-- Distribution of primary scores at school grain, all participants; a score above the maximum is shown as it is.
select
    cast(year as smallint) as year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(primary_score as smallint) as primary_score,
    cast(count(*) as int) as work_count
from {{ ref('fct_vpr_result') }}
where is_participant
group by year, region_code, school_id, subject_code, grade, primary_score
