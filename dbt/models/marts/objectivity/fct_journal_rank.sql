{%- set cell_key = 'year, school_id, subject_code, grade' -%}
with marker as (

    select
        subject_code,
        grade
    from {{ ref('objectivity_marker') }}
    where
        marker_code = 'journal_mismatch'
        and procedure_code = 'vpr'

),

work as (

    select
        result.year,
        result.region_code,
        result.municipality_code,
        result.school_id,
        result.subject_code,
        result.grade,
        result.journal_mark,
        result.primary_score
    from {{ ref('fct_vpr_result') }} as result
    inner join marker
        on
            result.subject_code = marker.subject_code
            and result.grade = marker.grade
    where
        result.is_participant
        and not result.is_over_max
        and result.journal_mark is not null

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
        -- Two pairs always give 1 or −1 and say nothing.
        case when count(*) > 2 then {{ correlation('journal_rank', 'score_rank') }} end as spearman_rho
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
