{{ config(alias='unmatched_gia_schools') }}
-- Codes of RIS GIA no school is known for: their results stay in the totals of the region only.
select
    school.region_code,
    school.code_kind,
    school.school_code,
    school.row_count,
    min(result.year) as first_year,
    max(result.year) as last_year,
    max(result.source_file) as source_file,
    'Школа по коду РИС ГИА не найдена: результаты учтены только в регионе. Впишите код в анкету ОО или в seeds/crosswalk/gia_school_code.csv'
        as message
from {{ ref('int_gia_school') }} as school
inner join {{ ref('stg_gia__result') }} as result
    on
        coalesce(school.stated_region_code, '') = coalesce(result.region_code, '')
        and school.code_kind = result.code_kind
        and school.school_code = result.school_code
where school.school_id is null
group by school.region_code, school.code_kind, school.school_code, school.row_count
