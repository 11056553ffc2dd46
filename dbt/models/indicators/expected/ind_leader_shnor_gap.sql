with party as (

    select
        year,
        school_id,
        'leader' as party
    from {{ ref('fct_project_school') }}
    where list_kind = 'leader'
    union all
    select
        year,
        school_id,
        'shnor' as party
    from {{ ref('fct_shnor') }}
    where is_shnor

),

cell as (

    select
        works.year,
        case when grouping(works.municipality_code) = 0 then 'municipality' else 'region' end as entity_level,
        case when grouping(works.municipality_code) = 0 then works.municipality_code else works.region_code end as entity_id,
        works.subject_code,
        works.grade,
        sum(case when party.party = 'leader' then works.score_sum end) as leader_sum,
        sum(case when party.party = 'leader' then works.score_max_sum end) as leader_max,
        sum(case when party.party = 'shnor' then works.score_sum end) as shnor_sum,
        sum(case when party.party = 'shnor' then works.score_max_sum end) as shnor_max
    from {{ ref('agg_vpr_cell') }} as works
    inner join party
        on
            works.year = party.year
            and works.school_id = party.school_id
    group by
        works.year,
        works.region_code,
        rollup (works.municipality_code),
        works.subject_code,
        works.grade

),

-- Only works both parties wrote are compared: otherwise the gap would show which works they are.
measured as (

    select
        year,
        entity_level,
        entity_id,
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        100 * cast(sum(leader_sum) as double) / sum(leader_max) - 100 * cast(sum(shnor_sum) as double) / sum(shnor_max) as value
    from cell
    where
        leader_max > 0
        and shnor_max > 0
    group by
        year,
        entity_level,
        entity_id,
        rollup (subject_code),
        rollup (grade)

)

{{ indicator_rows('leader_shnor_gap', levels=['municipality', 'region']) }}
