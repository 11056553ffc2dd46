-- Regions that have schools, their municipalities and schools under one key.
with school_regions as (

    select region_code
    from {{ ref('dim_school') }}
    group by region_code

)

select
    'region' as entity_level,
    school_regions.region_code as entity_id,
    coalesce(region.region_name, school_regions.region_code) as entity_name,
    school_regions.region_code,
    cast(null as string) as municipality_code
from school_regions
left join {{ ref('dim_region') }} as region
    on school_regions.region_code = region.region_code
union all
select
    'municipality' as entity_level,
    municipality_code as entity_id,
    municipality_name as entity_name,
    region_code,
    municipality_code
from {{ ref('dim_municipality') }}
union all
select
    'school' as entity_level,
    school_id as entity_id,
    coalesce(school_name, login) as entity_name,
    region_code,
    municipality_code
from {{ ref('dim_school') }}
