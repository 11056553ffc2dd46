-- Works to be re-checked: a part of every flagged stratum, other works while the volume of 6.4 is not reached.
-- Within a stratum works at a mark boundary first, then by the hash of seed and work: the same on every run and engine.
with volume as (

    select
        year,
        municipality_code,
        cast(sum(case when is_flagged then participant_count end) as double) as flagged_count,
        ceil({{ param('recheck_min_works_pct') }} * sum(participant_count) / 100) as required_count
    from {{ ref('fct_recheck_candidate') }}
    group by year, municipality_code

),

stratum as (

    select
        candidate.year,
        candidate.municipality_code,
        candidate.school_id,
        candidate.subject_code,
        candidate.grade,
        candidate.is_flagged,
        candidate.grounds_ru,
        candidate.marker_count > 0 as has_marker,
        volume.required_count,
        case
            when candidate.is_flagged
                then least(
                    candidate.participant_count,
                    greatest(
                        {{ param('recheck_min_per_stratum') }},
                        ceil(volume.required_count * candidate.participant_count / volume.flagged_count)
                    )
                )
            else 0
        end as quota
    from {{ ref('fct_recheck_candidate') }} as candidate
    inner join volume
        on
            candidate.year = volume.year
            and candidate.municipality_code = volume.municipality_code

),

remainder as (

    select
        year,
        municipality_code,
        greatest(max(required_count) - sum(quota), 0) as fill_count
    from stratum
    group by year, municipality_code

),

work as (

    select
        result.year,
        result.region_code,
        result.municipality_code,
        result.school_id,
        result.subject_code,
        result.grade,
        result.participant_code,
        result.class_label,
        result.primary_score,
        result.max_score,
        result.mark,
        stratum.is_flagged,
        stratum.grounds_ru,
        stratum.has_marker,
        stratum.required_count,
        stratum.quota,
        remainder.fill_count,
        {{ at_mark_boundary('result') }} as is_boundary,
        md5(cast(cast({{ param('recheck_seed') }} as bigint) as string) || '|' || {{ work_key('result') }}) as draw,
        count(*) over (
            partition by result.year, result.school_id, result.subject_code, result.grade, result.participant_code
        ) as same_code_count
    from {{ ref('fct_vpr_result') }} as result
    inner join stratum
        on
            result.year = stratum.year
            and result.school_id = stratum.school_id
            and result.subject_code = stratum.subject_code
            and result.grade = stratum.grade
    inner join remainder
        on
            stratum.year = remainder.year
            and stratum.municipality_code = remainder.municipality_code
    where result.is_participant and (stratum.quota > 0 or remainder.fill_count > 0)

),

-- A code that two works of a stratum share cannot be named in a protocol: such works are not drawn.
ranked as (

    select
        work.*,
        row_number() over (
            partition by year, school_id, subject_code, grade
            order by is_boundary desc, draw asc nulls last
        ) as stratum_rank,
        row_number() over (
            partition by year, municipality_code, is_flagged
            order by has_marker desc, is_boundary desc, draw asc nulls last
        ) as fill_rank
    from work
    where same_code_count = 1

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    class_label,
    primary_score,
    max_score,
    mark,
    is_boundary,
    case when is_flagged then 'ground' when has_marker then 'marker' else 'volume' end as reason_code,
    case
        when is_flagged then 'основание: ' || grounds_ru
        when has_marker then 'добор до объёма: есть собственный маркер'
        else 'добор до объёма'
    end || case when is_boundary then '; балл у границы отметки' else '' end as reason_ru,
    cast(required_count as int) as required_count,
    cast({{ param('recheck_min_works_pct') }} as double) as share_pct,
    cast({{ param('recheck_min_per_stratum') }} as int) as min_per_stratum,
    cast({{ param('recheck_boundary_below') }} as int) as boundary_below,
    cast({{ param('recheck_boundary_above') }} as int) as boundary_above,
    cast({{ param('recheck_seed') }} as bigint) as seed,
    draw
from ranked
where stratum_rank <= quota or (not is_flagged and fill_rank <= fill_count)
