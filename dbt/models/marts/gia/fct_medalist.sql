-- Medalists of grade 11 and their electives of the ЕГЭ, found by participant code, else by the key of the name.
-- A year without any ЕГЭ result of the region says nothing about medalists: its rows are not here.
with by_code as (

    select
        year,
        region_code,
        participant_code,
        max(elective_count) as elective_count,
        max(elective_at_least_count) as elective_at_least_count,
        max(elective_over_count) as elective_over_count
    from {{ ref('fct_gia_person') }}
    where grade = 11
    group by year, region_code, participant_code
    having count(*) = 1

),

by_name as (

    select
        year,
        school_id,
        person_key,
        max(elective_count) as elective_count,
        max(elective_at_least_count) as elective_at_least_count,
        max(elective_over_count) as elective_over_count
    from {{ ref('fct_gia_person') }}
    where grade = 11
    group by year, school_id, person_key
    having count(*) = 1

),

examined as (

    select
        year,
        region_code
    from {{ ref('fct_gia_person') }}
    where grade = 11
    group by year, region_code

)

select
    certificate.year,
    certificate.region_code,
    certificate.municipality_code,
    certificate.school_id,
    certificate.pupil_code,
    certificate.gia_code,
    coalesce(by_code.elective_count, by_name.elective_count) is not null as is_linked,
    coalesce(by_code.elective_count, by_name.elective_count, 0) as elective_count,
    coalesce(by_code.elective_at_least_count, by_name.elective_at_least_count, 0) as elective_at_least_count,
    coalesce(by_code.elective_over_count, by_name.elective_over_count, 0) as elective_over_count
from {{ ref('fct_certificate') }} as certificate
inner join examined
    on certificate.year = examined.year and certificate.region_code = examined.region_code
left join by_code
    on
        certificate.year = by_code.year
        and certificate.region_code = by_code.region_code
        and certificate.gia_code = by_code.participant_code
left join by_name
    on
        certificate.year = by_name.year
        and certificate.school_id = by_name.school_id
        and certificate.person_key = by_name.person_key
where certificate.grade = 11 and certificate.is_medalist
