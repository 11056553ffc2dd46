-- What: the cells hold as many works, participants and marks as the works themselves, per year, subject and grade.
-- When it matters: a join multiplied or dropped works; shares of all levels are wrong.
-- How to resolve: compare marts.fct_vpr_result with marts.agg_vpr_cell for the key shown; look for a dimension that is not unique.
with works as (

    select
        year,
        subject_code,
        grade,
        count(*) as listed_count,
        count(*) filter (where is_participant) as participant_count,
        count(mark) as marked_count
    from {{ ref('fct_vpr_result') }}
    group by year, subject_code, grade

),

cells as (

    select
        year,
        subject_code,
        grade,
        sum(listed_count) as listed_count,
        sum(participant_count) as participant_count,
        sum(mark_2_count + mark_3_count + mark_4_count + mark_5_count) as marked_count
    from {{ ref('agg_vpr_cell') }}
    group by year, subject_code, grade

)

select
    coalesce(works.year, cells.year) as year,
    coalesce(works.subject_code, cells.subject_code) as subject_code,
    coalesce(works.grade, cells.grade) as grade,
    works.listed_count,
    cells.listed_count as cell_listed_count
from works
full outer join cells
    on works.year = cells.year and works.subject_code = cells.subject_code and works.grade = cells.grade
where
    works.listed_count is distinct from cells.listed_count
    or works.participant_count is distinct from cells.participant_count
    or works.marked_count is distinct from cells.marked_count
