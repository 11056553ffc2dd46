-- A municipality that sent no plan at all has no data; in the share of the region its schools count.
with planned as (

    select
        year,
        school_id
    from {{ ref('stg_register__document') }}
    where document_kind = 'quality_plan'
    group by year, school_id

),

school as (

    select
        year,
        region_code,
        max(municipality_code) as municipality_code,
        school_id
    from {{ ref('agg_vpr_cell') }}
    group by year, region_code, school_id

),

known as (

    select
        school.year,
        school.municipality_code
    from school
    inner join planned
        on
            school.year = planned.year
            and school.school_id = planned.school_id
    group by school.year, school.municipality_code

),

atom as (

    select
        school.year,
        school.region_code,
        school.municipality_code,
        school.school_id,
        case when known.year is not null then case when planned.school_id is not null then 1 else 0 end end as numerator,
        1 as denominator
    from school
    left join planned
        on
            school.year = planned.year
            and school.school_id = planned.school_id
    left join known
        on
            school.year = known.year
            and school.municipality_code = known.municipality_code

),

{{ pooled_indicator('quality_plan_present_share', levels=['municipality', 'region']) }}
