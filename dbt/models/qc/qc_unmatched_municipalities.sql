{{ config(alias='unmatched_municipalities') }}
-- Written municipality names no source ties to a code; uncoded_school_count of their schools have no municipality at all.
-- Add them to seeds/crosswalk/municipality_alias.csv.
select
    substr(mention.school_id, 1, 2) as region_code,
    mention.municipality_key,
    max(mention.municipality_name) as municipality_name,
    cast(count(distinct mention.school_id) as int) as school_count,  -- schools, not mentions
    cast(count(distinct case when school.municipality_code is null then mention.school_id end) as int) as uncoded_school_count,  -- schools, not mentions
    cast(sum(mention.row_count) as bigint) as row_count,
    max(mention.source_file) as source_file,
    'Название не сопоставлено с кодом муниципалитета. Добавьте его в seeds/crosswalk/municipality_alias.csv' as message
from {{ ref('int_school_mention') }} as mention
left join {{ ref('int_municipality_name') }} as names
    on
        substr(mention.school_id, 1, 2) = names.region_code
        and mention.municipality_key = names.municipality_key
left join {{ ref('dim_school') }} as school
    on mention.school_id = school.school_id
where mention.municipality_code is null and mention.municipality_key is not null and names.municipality_code is null
group by substr(mention.school_id, 1, 2), mention.municipality_key
