-- VPR marks against annual journal marks where the journal was delivered for the participant, else against the mark of
-- the term the export carries (X14). Additive, the grain of agg_vpr_cell; annual_ and term_ works never overlap.
with compared as (

    select
        result.year,
        result.region_code,
        result.municipality_code,
        result.school_id,
        result.subject_code,
        result.grade,
        result.mark,
        result.is_participant and result.min_3 is null as is_unscaled,
        case when annual.vpr_code is null then 'term' else 'annual' end as journal_mark_kind,
        case when annual.vpr_code is null then result.journal_mark else annual.mark end as journal_mark
    from {{ ref('fct_vpr_result') }} as result
    left join {{ ref('int_journal_annual') }} as annual
        on
            result.year = annual.year
            and result.school_id = annual.school_id
            and result.subject_code = annual.subject_code
            and result.grade = annual.grade
            and result.participant_code = annual.vpr_code

)

select
    cast(year as smallint) as year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(count(mark) as int) as marked_count,
    cast(count(case when is_unscaled then 1 end) as int) as unscaled_count,
    {%- for kind in ['annual', 'term'] %}
    {%- set of_kind = "journal_mark_kind = '" ~ kind ~ "'" %}
    cast(count(case when {{ of_kind }} and mark is not null and journal_mark is not null then 1 end) as int) as {{ kind }}_both_count,
    cast(count(case when {{ of_kind }} and mark < journal_mark then 1 end) as int) as {{ kind }}_lowered_count,
    cast(count(case when {{ of_kind }} and mark = journal_mark then 1 end) as int) as {{ kind }}_confirmed_count,
    cast(count(case when {{ of_kind }} and mark > journal_mark then 1 end) as int) as {{ kind }}_raised_count,
    cast(count(case when {{ of_kind }} and mark is not null and journal_mark is null then 1 end) as int) as {{ kind }}_missing_count{{ ',' if not loop.last }}
    {%- endfor %}
from compared
group by year, region_code, school_id, subject_code, grade
