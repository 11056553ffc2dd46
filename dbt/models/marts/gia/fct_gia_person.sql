-- One person in one year: how many exams, and how well. Electives are the ЕГЭ apart from Russian and mathematics.
with results as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        school_code,
        grade,
        person_id,
        person_key,
        participant_code,
        mark,
        test_score,
        is_passed,
        exam_kind,
        test_score is not null
        and subject_code <> 'ru'
        and (subject_code <> 'ma_prof' or {{ param('medalist_ma_prof_elective') }} = 1) as is_elective
    from {{ ref('fct_gia_result') }}

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    school_code,
    grade,
    person_id,
    max(person_key) as person_key,
    max(participant_code) as participant_code,
    cast(count(*) as int) as exam_count,
    cast(count(mark) as int) as marked_count,
    cast(count(*) filter (where mark >= 4) as int) as good_count,
    cast(count(*) filter (where is_passed) as int) as passed_count,
    cast(count(*) filter (where exam_kind = 'ege') as int) as ege_count,
    cast(count(test_score) as int) as score_count,
    cast(count(*) filter (where test_score >= {{ param('high_score_min') }}) as int) as score_80_count,
    cast(count(*) filter (where is_elective) as int) as elective_count,
    cast(count(*) filter (where is_elective and test_score >= {{ param('medalist_min_score') }}) as int) as elective_at_least_count,
    cast(count(*) filter (where is_elective and test_score > {{ param('medalist_min_score') }}) as int) as elective_over_count
from results
group by year, region_code, municipality_code, school_id, school_code, grade, person_id
