-- The spine of ГИА: the same entities and years as indicator_spine, subjects and levels (9, 11) of its exams.
with listed as (

    select
        year,
        region_code,
        subject_code,
        grade
    from {{ ref('agg_gia_cell') }}
    group by year, region_code, subject_code, grade

),

years as (

    select
        year,
        region_code
    from {{ ref('indicator_spine') }}
    where entity_level = 'region' and subject_code = 'all' and grade = 0

),

{{ spine_rows() }}
