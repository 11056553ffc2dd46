-- Distribution of primary scores per entity; a score nobody got has no row.
with summed as (

    select
        year,
        region_code,
        {{ rolled_entity() }},
        subject_code,
        grade,
        primary_score,
        sum(work_count) as work_count
    from {{ ref('agg_vpr_score') }}
    group by grouping sets (
        (year, region_code, subject_code, grade, primary_score),
        (year, region_code, municipality_code, subject_code, grade, primary_score),
        (year, region_code, municipality_code, school_id, subject_code, grade, primary_score)
    )

),

totalled as (

    select
        year,
        region_code,
        entity_level,
        entity_id,
        subject_code,
        grade,
        primary_score,
        work_count,
        sum(work_count) over (partition by year, entity_level, entity_id, subject_code, grade) as participant_count
    from summed
    where entity_id is not null

)

select
    year,
    region_code,
    entity_level,
    entity_id,
    subject_code,
    grade,
    primary_score,
    cast(work_count as int) as work_count,
    cast(participant_count as int) as participant_count,
    100 * cast(work_count as double) / nullif(participant_count, 0) as share_pct
from totalled
