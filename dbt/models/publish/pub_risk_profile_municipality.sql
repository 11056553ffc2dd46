-- How many schools of a municipality have a risk factor, by significance, and how many have a profile at all.
with profiled as (

    select
        year,
        municipality_code,
        count(distinct school_id) as school_count
    from {{ ref('fct_risk_profile') }}
    group by year, municipality_code

),

counted as (

    select
        year,
        region_code,
        municipality_code,
        factor_key,
        max(factor) as factor,
        count(*) filter (where significance = 'low') as low_count,
        count(*) filter (where significance = 'medium') as medium_count,
        count(*) filter (where significance = 'high') as high_count
    from {{ ref('fct_risk_profile') }}
    group by year, region_code, municipality_code, factor_key

)

select
    counted.year,
    counted.region_code,
    counted.municipality_code,
    municipality.municipality_name,
    counted.factor,
    cast(profiled.school_count as int) as profiled_school_count,
    cast(counted.low_count as int) as low_count,
    cast(counted.medium_count as int) as medium_count,
    cast(counted.high_count as int) as high_count
from counted
inner join {{ ref('dim_municipality') }} as municipality
    on counted.municipality_code = municipality.municipality_code
inner join profiled
    on counted.year = profiled.year and counted.municipality_code = profiled.municipality_code
