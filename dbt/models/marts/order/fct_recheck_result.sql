-- One row per re-checked work: the score and the mark before and after. A task without a second score keeps its first one.
-- The first score is ours: a protocol that states another one is listed in qc.recheck_protocol and does not change it.
with work as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        participant_code,
        max(protocol_no) as protocol_no,
        max(recheck_date) as recheck_date,
        count(*) as rechecked_task_count,
        sum(case when second_score <> own_score then 1 else 0 end) as changed_task_count,
        max(primary_score) as first_score,
        max(primary_score) + sum(second_score - own_score) as second_score,
        max(mark) as first_mark,
        max(min_3) as min_3,
        max(min_4) as min_4,
        max(min_5) as min_5
    from {{ ref('int_recheck_row') }}
    where second_score is not null and coalesce(problem, 'first_differs') = 'first_differs'
    group by year, region_code, municipality_code, school_id, subject_code, grade, participant_code

),

marked as (

    select
        work.*,
        case
            when first_mark is null then null
            when second_score >= min_5 then 5
            when second_score >= min_4 then 4
            when second_score >= min_3 then 3
            when second_score < min_3 then 2
        end as second_mark
    from work

)

select
    marked.year,
    marked.region_code,
    marked.municipality_code,
    marked.school_id,
    marked.subject_code,
    marked.grade,
    marked.participant_code,
    sample.participant_code is not null as is_sampled,
    marked.protocol_no,
    marked.recheck_date,
    cast(marked.rechecked_task_count as int) as rechecked_task_count,
    cast(marked.changed_task_count as int) as changed_task_count,
    cast(marked.first_score as int) as first_score,
    {{ whole_number('marked.second_score', 'int') }} as second_score,
    {{ whole_number('marked.second_score - marked.first_score', 'int') }} as score_delta,
    cast(marked.first_mark as int) as first_mark,
    cast(marked.second_mark as int) as second_mark,
    marked.changed_task_count > 0 as is_score_changed,
    marked.second_mark <> marked.first_mark as is_mark_changed
from marked
left join {{ ref('fct_recheck_sample') }} as sample
    on
        marked.year = sample.year
        and marked.school_id = sample.school_id
        and marked.subject_code = sample.subject_code
        and marked.grade = sample.grade
        and marked.participant_code = sample.participant_code
