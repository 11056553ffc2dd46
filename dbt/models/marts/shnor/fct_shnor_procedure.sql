-- Results of a school in the procedures that decide on ШНОР: how many got a mark (or a judged score), how many stayed below the threshold.
with result as (

    select
        'vpr' as source,
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        marked_count as participant_count,
        mark_2_count as failed_count
    from {{ ref('agg_vpr_cell') }}
    union all
    select
        'gia' as source,
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        case when grade = 11 then ege_judged_count else judged_count end as participant_count,
        case when grade = 11 then ege_judged_count - ege_passed_count else judged_count - passed_count end as failed_count
    from {{ ref('agg_gia_cell') }}
    where school_id is not null

),

listed as (

    select
        result.year,
        result.region_code,
        result.municipality_code,
        result.school_id,
        procedures.procedure_code,
        procedures.label_ru,
        result.participant_count,
        result.failed_count,
        100 * cast(result.failed_count as double) / result.participant_count as failed_pct
    from result
    inner join {{ ref('shnor_procedure') }} as procedures
        on
            result.source = procedures.source
            and result.subject_code = procedures.subject_code
            and result.grade = procedures.grade
    where result.participant_count > 0

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    procedure_code,
    label_ru,
    cast(participant_count as int) as participant_count,
    cast(failed_count as int) as failed_count,
    failed_pct,
    participant_count >= {{ param('shnor_min_n') }} as is_counted,
    failed_pct >= {{ param('shnor_fail_share') }} as is_failed
from listed
