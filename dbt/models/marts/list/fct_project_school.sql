-- Schools of the project lists (ШНОР, «500+») by year.
select
    cast(listed.year as smallint) as year,
    listed.list_kind,
    listed.school_id,
    max(school.municipality_code) as municipality_code,
    substr(listed.school_id, 1, 2) as region_code
from {{ ref('stg_list__project') }} as listed
left join {{ ref('dim_school') }} as school
    on listed.school_id = school.school_id
where listed.school_id is not null
group by listed.year, listed.list_kind, listed.school_id
