with cell as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        scored_count,
        score_sum,
        score_sq_sum
    from {{ ref('agg_vpr_cell') }}

),

region as (

    select
        year,
        region_code,
        subject_code,
        grade,
        sum(scored_count) as scored_count,
        sum(score_sum) as score_sum,
        sum(score_sq_sum) as score_sq_sum
    from cell
    group by year, region_code, subject_code, grade

),

region_interval as (

    select
        year,
        region_code,
        subject_code,
        grade,
        scored_count as region_n,
        cast(score_sum as double) / nullif(scored_count, 0) as region_mean,
        sqrt({{ sample_variance('scored_count', 'score_sum', 'score_sq_sum') }} / nullif(scored_count, 0)) as region_error
    from region

),

school_interval as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        scored_count as n,
        cast(score_sum as double) / nullif(scored_count, 0) as school_mean,
        sqrt({{ sample_variance('scored_count', 'score_sum', 'score_sq_sum') }} / nullif(scored_count, 0)) as school_error
    from cell

),

compared as (

    select
        school.year,
        school.region_code,
        school.municipality_code,
        school.school_id,
        school.subject_code,
        school.grade,
        school.n,
        school.school_mean,
        school.school_mean - {{ param('inflated_mean_z') }} * school.school_error as school_low,
        region.region_n,
        region.region_mean,
        region.region_mean + {{ param('inflated_mean_z') }} * region.region_error as region_high
    from school_interval as school
    inner join region_interval as region
        on
            school.year = region.year
            and school.region_code = region.region_code
            and school.subject_code = region.subject_code
            and school.grade = region.grade

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(n as integer) as n,
    school_mean,
    school_low,
    cast(region_n as integer) as region_n,
    region_mean,
    region_high,
    case when n >= {{ param('marker_min_n') }} then school_low > region_high end as is_marked
from compared
