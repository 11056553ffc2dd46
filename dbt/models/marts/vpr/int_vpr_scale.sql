-- Mark scale per region: the region's own row, else the common one ('*').
with regions as (

    select region_code
    from {{ ref('dim_region') }}

),

candidates as (

    select
        regions.region_code,
        scale.year,
        scale.grade,
        scale.subject_code,
        scale.mode,
        scale.max_score,
        scale.min_3,
        scale.min_4,
        scale.min_5,
        row_number() over (
            partition by regions.region_code, scale.year, scale.grade, scale.subject_code, scale.mode
            order by scale.region_code = '*'
        ) as candidate_rank
    from {{ ref('vpr_mark_scale') }} as scale
    inner join regions
        on scale.region_code in ('*', regions.region_code)

)

select
    region_code,
    cast(year as smallint) as year,
    cast(grade as smallint) as grade,
    subject_code,
    mode,
    cast(max_score as smallint) as max_score,
    cast(min_3 as smallint) as min_3,
    cast(min_4 as smallint) as min_4,
    cast(min_5 as smallint) as min_5
from candidates
where candidate_rank = 1
