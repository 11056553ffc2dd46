{{ config(alias='unmatched_schools') }}
-- Schools that belong to no municipality, and logins no school id can be read from (their works are in no indicator).
select
    'no_municipality' as rule,
    school.school_id,
    school.login,
    school.school_name,
    max(mention.municipality_name) as municipality_name,
    cast(sum(mention.row_count) as bigint) as row_count,
    max(mention.source_file) as source_file,
    'Муниципалитет школы не установлен: школа учтена в регионе, но не в муниципалитете' as message
from {{ ref('dim_school') }} as school
inner join {{ ref('int_school_mention') }} as mention
    on school.school_id = mention.school_id
where school.municipality_code is null
group by school.school_id, school.login, school.school_name
union all
select
    'no_school_id' as rule,
    cast(null as string) as school_id,
    work.login,
    max(work.school_name) as school_name,
    max(work.municipality_raw) as municipality_name,
    count(*) as row_count,
    work.source_file,
    'В логине нет кода школы: строки не попали в показатели. Добавьте логин в seeds/crosswalk/school_alias.csv' as message
from {{ ref('stg_vpr__work') }} as work
where work.school_id is null
group by work.login, work.source_file
