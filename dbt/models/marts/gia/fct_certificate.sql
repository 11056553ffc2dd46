-- Graduates of the register «Аттестаты и медали», one row per pupil; the last row of the newest delivery.
with ranked as (

    select
        certificate.year,
        certificate.region_code,
        certificate.school_id,
        certificate.grade,
        certificate.pupil_code,
        certificate.has_certificate,
        certificate.medal,
        certificate.gia_code,
        certificate.person_key,
        row_number() over (
            partition by certificate.year, certificate.school_id, certificate.grade, certificate.pupil_code
            order by certificate.source_file desc, certificate.source_row desc
        ) as statement_rank
    from {{ ref('stg_register__certificate') }} as certificate
    where certificate.school_id is not null and certificate.has_certificate is not null and certificate.grade in (9, 11)

)

select
    ranked.year,
    ranked.region_code,
    school.municipality_code,
    ranked.school_id,
    ranked.grade,
    ranked.pupil_code,
    ranked.has_certificate,
    coalesce(ranked.medal in ('gold', 'silver'), false) as is_medalist,
    ranked.gia_code,
    ranked.person_key
from ranked
left join {{ ref('dim_school') }} as school
    on ranked.school_id = school.school_id
where ranked.statement_rank = 1
