-- How far the works of one pupil in several subjects are really one pupil's: share of pairs that agree about the sex, per entity and grade.
-- Works of strangers agree in half of the cases, so about 2 × (100 − agreement) percent of the pairs are no pairs.
with cell as (

    select
        pupils.year,
        pupils.region_code,
        pupils.municipality_code,
        pupils.school_id,
        pupils.grade,
        case when pupils.is_register_linked then 'register' else 'participant_code' end as link,
        contingent.contingent_basis,
        pupils.pupil_count,
        pupils.code_count,
        pupils.unmatched_code_count,
        pupils.sex_pair_count,
        pupils.sex_agree_count,
        pupils.ru_ma_joined_count,
        pupils.ru_ma_pair_count,
        pupils.ru_ma_agree_count
    from {{ ref('agg_vpr_pupil_cell') }} as pupils
    left join {{ ref('fct_vpr_contingent') }} as contingent
        on
            pupils.year = contingent.year
            and pupils.school_id = contingent.school_id
            and pupils.grade = contingent.grade
            and contingent.subject_code = 'all'

),

summed as (

    select
        year,
        region_code,
        {{ rolled_entity() }},
        grade,
        case when min(link) = max(link) then min(link) else 'mixed' end as link,
        case when min(contingent_basis) = max(contingent_basis) then min(contingent_basis) when min(contingent_basis) is not null then 'mixed' end as contingent_basis,
        sum(pupil_count) as pupil_count,
        sum(code_count) as code_count,
        sum(unmatched_code_count) as unmatched_code_count,
        sum(sex_pair_count) as sex_pair_count,
        sum(sex_agree_count) as sex_agree_count,
        sum(ru_ma_joined_count) as ru_ma_joined_count,
        sum(ru_ma_pair_count) as ru_ma_pair_count,
        sum(ru_ma_agree_count) as ru_ma_agree_count
    from cell
    group by grouping sets (
        (year, region_code, grade),
        (year, region_code, municipality_code, grade),
        (year, region_code, municipality_code, school_id, grade)
    )

),

shared as (

    select
        summed.*,
        100 * cast(sex_agree_count as double) / nullif(sex_pair_count, 0) as sex_agree_pct
    from summed
    where entity_id is not null

)

select
    year,
    region_code,
    entity_level,
    entity_id,
    grade,
    link,
    contingent_basis,
    cast(pupil_count as int) as pupil_count,
    cast(code_count as int) as code_count,
    cast(unmatched_code_count as int) as unmatched_code_count,
    cast(sex_pair_count as bigint) as sex_pair_count,
    cast(sex_agree_count as bigint) as sex_agree_count,
    sex_agree_pct,
    cast(ru_ma_joined_count as int) as ru_ma_joined_count,
    cast(ru_ma_pair_count as int) as ru_ma_pair_count,
    cast(ru_ma_agree_count as int) as ru_ma_agree_count,
    100 * cast(ru_ma_agree_count as double) / nullif(ru_ma_pair_count, 0) as ru_ma_agree_pct,
    case
        when sex_agree_pct >= {{ param('link_quality_good_pct') }} then 'good'
        when sex_agree_pct is not null then 'weak'
        else 'unknown'
    end as link_status
from shared
