-- Every sitting that counts, after appeals: annulled and missed ones are out, a satisfied appeal replaces the figures.
-- A sitting of grade 9 with points, no mark and no scale of the year stays, without a mark: its subject is not judged.
with appealed as (

    select
        result.import_id,
        result.source_file,
        result.source_row,
        result.year,
        result.grade,
        result.exam_kind,
        result.exam_date,
        result.subject_code,
        result.region_code as stated_region_code,
        result.school_code,
        result.code_kind,
        result.participant_code,
        result.person_key,
        result.person_id,
        coalesce(appeal.appeal_state, 'none') as appeal_state,
        case when appeal.appeal_state = 'satisfied' then coalesce(appeal.primary_score, result.primary_score) else result.primary_score end
            as primary_score,
        case when appeal.appeal_state = 'satisfied' then coalesce(appeal.test_score, result.test_score) else result.test_score end as test_score,
        case when appeal.appeal_state = 'satisfied' then coalesce(appeal.mark, result.mark) else result.mark end as stated_mark
    from {{ ref('stg_gia__result') }} as result
    left join {{ ref('stg_gia__appeal') }} as appeal
        on
            result.grade = appeal.grade
            and result.exam_date = appeal.exam_date
            and result.subject_code = appeal.subject_code
            and result.school_code = appeal.school_code
            and coalesce(result.region_code, appeal.region_code, '') = coalesce(appeal.region_code, result.region_code, '')
            and coalesce(result.person_key, result.participant_code) = coalesce(appeal.person_key, appeal.participant_code)
    where result.is_valid and result.subject_code is not null

),

judged as (

    select
        appealed.import_id,
        appealed.source_file,
        appealed.source_row,
        appealed.year,
        appealed.grade,
        appealed.exam_kind,
        appealed.exam_date,
        appealed.subject_code,
        school.region_code,
        school.school_id,
        appealed.school_code,
        appealed.participant_code,
        appealed.person_key,
        appealed.person_id,
        appealed.appeal_state,
        appealed.primary_score,
        case when appealed.exam_kind = 'ege' and appealed.subject_code <> 'ma_base' then appealed.test_score end as test_score,
        case
            when appealed.exam_kind = 'ege' and appealed.subject_code <> 'ma_base' then null
            when appealed.stated_mark is not null then appealed.stated_mark
            when appealed.subject_code = 'ma_base' and appealed.test_score between 2 and 5 then appealed.test_score
            when appealed.exam_kind = 'oge' and appealed.primary_score >= scale.min_5 then 5
            when appealed.exam_kind = 'oge' and appealed.primary_score >= scale.min_4 then 4
            when appealed.exam_kind = 'oge' and appealed.primary_score >= scale.min_3 then 3
            when appealed.exam_kind = 'oge' and appealed.primary_score < scale.min_3 then 2
        end as mark,
        case
            when appealed.stated_mark is not null then 'stated'
            when appealed.subject_code = 'ma_base' then 'stated'
            when scale.min_3 is not null then 'scale'
        end as mark_basis
    from appealed
    inner join {{ ref('int_gia_school') }} as school
        on
            coalesce(appealed.stated_region_code, '') = coalesce(school.stated_region_code, '')
            and appealed.code_kind = school.code_kind
            and appealed.school_code = school.school_code
    left join {{ ref('oge_mark_scale') }} as scale
        on appealed.year = scale.year and appealed.subject_code = scale.subject_code

)

select
    import_id,
    source_file,
    cast(source_row as int) as source_row,
    cast(year as smallint) as year,
    cast(grade as smallint) as grade,
    exam_kind,
    exam_date,
    subject_code,
    region_code,
    school_id,
    school_code,
    participant_code,
    person_key,
    person_id,
    appeal_state,
    primary_score,
    cast(test_score as smallint) as test_score,
    cast(mark as smallint) as mark,
    case when mark is not null then mark_basis end as mark_basis
from judged
where test_score is not null or mark is not null or (exam_kind <> 'ege' and primary_score is not null)
