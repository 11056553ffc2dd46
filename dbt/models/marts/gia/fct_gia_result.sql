-- Final result per person, subject and year: the latest sitting that counts. A code no school is known for keeps
-- school_id NULL and stays in the totals of the region.
with ranked as (

    select
        attempt.year,
        attempt.grade,
        attempt.exam_kind,
        attempt.exam_date,
        attempt.subject_code,
        attempt.region_code,
        attempt.school_id,
        attempt.school_code,
        attempt.participant_code,
        attempt.person_key,
        attempt.person_id,
        attempt.appeal_state,
        attempt.primary_score,
        attempt.test_score,
        attempt.mark,
        attempt.mark_basis,
        attempt.import_id,
        attempt.source_file,
        attempt.source_row,
        count(*) over (
            partition by attempt.year, attempt.grade, attempt.region_code, attempt.school_code, attempt.person_id, attempt.subject_code
        ) as attempt_count,
        row_number() over (
            partition by attempt.year, attempt.grade, attempt.region_code, attempt.school_code, attempt.person_id, attempt.subject_code
            order by attempt.exam_date desc, attempt.source_file desc, attempt.source_row desc
        ) as attempt_rank
    from {{ ref('int_gia_attempt') }} as attempt

)

select
    ranked.year,
    ranked.region_code,
    school.municipality_code,
    ranked.school_id,
    ranked.school_code,
    ranked.grade,
    ranked.exam_kind,
    ranked.subject_code,
    ranked.exam_date,
    ranked.person_id,
    ranked.person_key,
    ranked.participant_code,
    ranked.primary_score,
    ranked.test_score,
    ranked.mark,
    ranked.mark_basis,
    minimum.min_test_score,
    case
        when ranked.test_score is not null then ranked.test_score >= minimum.min_test_score
        when ranked.subject_code = 'ma_base' then ranked.mark >= minimum.min_test_score
        else ranked.mark >= 3
    end as is_passed,
    ranked.appeal_state,
    cast(ranked.attempt_count as int) as attempt_count,
    ranked.import_id,
    ranked.source_file,
    ranked.source_row
from ranked
left join {{ ref('dim_school') }} as school
    on ranked.school_id = school.school_id
left join {{ ref('ege_min_score') }} as minimum
    on
        ranked.exam_kind = 'ege'
        and ranked.year = minimum.year
        and ranked.subject_code = minimum.subject_code
        and minimum.kind <> case when {{ param('ege_ru_min_kind') }} = 1 then 'certificate' else 'university' end
where ranked.attempt_rank = 1
