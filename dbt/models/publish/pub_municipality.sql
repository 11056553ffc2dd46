-- Municipalities with the number of their schools.
with school_counts as (

    select
        municipality_code,
        count(*) as school_count
    from {{ ref('dim_school') }}
    where municipality_code is not null
    group by municipality_code

)

select
    municipality.municipality_code,
    municipality.municipality_name,
    municipality.region_code,
    region.region_name,
    cast(school_counts.school_count as int) as school_count
from {{ ref('dim_municipality') }} as municipality
inner join school_counts
    on municipality.municipality_code = school_counts.municipality_code
left join {{ ref('dim_region') }} as region
    on municipality.region_code = region.region_code
