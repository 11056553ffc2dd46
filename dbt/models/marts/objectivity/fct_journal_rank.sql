{%- set cell_key = 'year, school_id, subject_code, grade' -%}
with work as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        journal_mark,
        primary_score
    from {{ ref('fct_vpr_result') }}
    where
        is_participant
        and not is_over_max
        and journal_mark is not null

),

ranked as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        {{ double_rank('journal_mark', cell_key) }} as journal_rank,
        {{ double_rank('primary_score', cell_key) }} as score_rank
    from work

),

correlated as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        count(*) as n,
        {{ correlation('journal_rank', 'score_rank') }} as spearman_rho
    from ranked
    group by year, region_code, municipality_code, school_id, subject_code, grade

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(n as integer) as n,
    spearman_rho,
    case when n >= {{ param('marker_min_n') }} then spearman_rho < 0 end as is_marked
from correlated
