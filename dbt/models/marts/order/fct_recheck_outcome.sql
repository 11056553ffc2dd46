-- How the re-check of every school × subject × grade stands: planned, done, what changed.
with sampled as (

    select
        year,
        school_id,
        subject_code,
        grade,
        count(*) as sampled_count
    from {{ ref('fct_recheck_sample') }}
    group by year, school_id, subject_code, grade

),

rechecked as (

    select
        year,
        school_id,
        subject_code,
        grade,
        count(*) as rechecked_count,
        sum(case when is_score_changed then 1 else 0 end) as score_changed_count,
        sum(case when is_mark_changed then 1 else 0 end) as mark_changed_count,
        sum(case when score_delta < 0 then 1 else 0 end) as lowered_count,
        sum(case when score_delta > 0 then 1 else 0 end) as raised_count,
        sum(abs(score_delta)) as abs_delta_sum,
        max(recheck_date) as recheck_date
    from {{ ref('fct_recheck_result') }}
    group by year, school_id, subject_code, grade

)

select
    candidate.year,
    candidate.region_code,
    candidate.municipality_code,
    candidate.school_id,
    candidate.subject_code,
    candidate.grade,
    candidate.participant_count,
    candidate.is_flagged,
    candidate.grounds_ru,
    candidate.markers_ru,
    cast(coalesce(sampled.sampled_count, 0) as int) as sampled_count,
    cast(rechecked.rechecked_count as int) as rechecked_count,
    cast(rechecked.score_changed_count as int) as score_changed_count,
    cast(rechecked.mark_changed_count as int) as mark_changed_count,
    cast(rechecked.lowered_count as int) as lowered_count,
    cast(rechecked.raised_count as int) as raised_count,
    cast(rechecked.abs_delta_sum as int) as abs_delta_sum,
    rechecked.recheck_date,
    case
        when rechecked.rechecked_count is null and sampled.sampled_count is null then 'not_planned'
        when rechecked.rechecked_count is null then 'planned'
        when rechecked.rechecked_count < coalesce(sampled.sampled_count, 0) then 'in_progress'
        when rechecked.score_changed_count > 0 then 'changed'
        else 'confirmed'
    end as outcome
from {{ ref('fct_recheck_candidate') }} as candidate
left join sampled
    on
        candidate.year = sampled.year
        and candidate.school_id = sampled.school_id
        and candidate.subject_code = sampled.subject_code
        and candidate.grade = sampled.grade
left join rechecked
    on
        candidate.year = rechecked.year
        and candidate.school_id = rechecked.school_id
        and candidate.subject_code = rechecked.subject_code
        and candidate.grade = rechecked.grade
