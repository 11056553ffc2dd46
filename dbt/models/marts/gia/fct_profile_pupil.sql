-- Graduates of profile classes whose participant code is known: how many of their profile subjects they took and passed.
-- A year without any ЕГЭ result of the region has no rows.
with results as (

    select
        year,
        region_code,
        participant_code,
        subject_code,
        max(test_score) as test_score,
        max(min_test_score) as min_test_score
    from {{ ref('fct_gia_result') }}
    where exam_kind = 'ege'
    group by year, region_code, participant_code, subject_code

),

examined as (

    select
        year,
        region_code
    from {{ ref('fct_gia_result') }}
    where exam_kind = 'ege'
    group by year, region_code

)

select
    profile.year,
    profile.region_code,
    max(school.municipality_code) as municipality_code,
    profile.school_id,
    profile.pupil_code,
    cast(count(*) as int) as profile_count,
    cast(count(results.test_score) as int) as taken_count,
    cast(count(results.min_test_score) as int) as judged_count,
    cast(count(*) filter (where results.test_score >= results.min_test_score) as int) as passed_count,
    cast(count(*) filter (where results.test_score >= {{ param('ege_high_index_min') }}) as int) as high_count
from {{ ref('int_profile_subject') }} as profile
inner join examined
    on profile.year = examined.year and profile.region_code = examined.region_code
left join {{ ref('dim_school') }} as school
    on profile.school_id = school.school_id
left join results
    on
        profile.year = results.year
        and profile.region_code = results.region_code
        and profile.gia_code = results.participant_code
        and profile.subject_code = results.subject_code
where profile.gia_code is not null
group by profile.year, profile.region_code, profile.school_id, profile.pupil_code
