-- The spine of subject groups: each subject that has ВПР or exams in the region, every year, the region only.
select
    year,
    entity_level,
    entity_id,
    region_code,
    municipality_code,
    subject_code,
    grade,
    min_grade,
    max_grade
from {{ ref('indicator_spine') }}
where entity_level = 'region' and subject_code <> 'all' and grade = 0
union
select
    year,
    entity_level,
    entity_id,
    region_code,
    municipality_code,
    subject_code,
    grade,
    min_grade,
    max_grade
from {{ ref('indicator_spine_gia') }}
where entity_level = 'region' and subject_code <> 'all' and grade = 0
