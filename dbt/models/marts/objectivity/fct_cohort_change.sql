with cell as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        scored_count,
        cast(score_sum as double) / scored_count as score_mean,
        100 * cast(score_sum as double) / nullif(score_max_sum, 0) as score_pct,
        min(case when score_max_sum is not null then 1 else 0 end)
            over (partition by year, region_code, subject_code, grade) as is_max_known
    from {{ ref('agg_vpr_cell') }}
    where
        scored_count > 0
        and scored_count >= {{ param('marker_min_n') }}

),

cohort as (

    select
        later.year,
        later.region_code,
        later.municipality_code,
        later.school_id,
        later.subject_code,
        later.grade,
        later.scored_count as n,
        earlier.scored_count as n_before,
        later.score_pct,
        earlier.score_pct as score_pct_before,
        -- Fences move with the scale: without a maximum the means give the same schools, only K is not a ratio of percents.
        case when later.is_max_known = 1 and earlier.is_max_known = 1 then 'percent' else 'score' end as ratio_basis,
        case
            when later.is_max_known = 1 and earlier.is_max_known = 1 then earlier.score_pct / nullif(later.score_pct, 0)
            else earlier.score_mean / nullif(later.score_mean, 0)
        end as cohort_ratio
    from cell as later
    inner join cell as earlier
        on
            later.school_id = earlier.school_id
            and later.subject_code = earlier.subject_code
            and later.year = earlier.year + 1
            and later.grade = earlier.grade + 1

),

quartile as (

    select
        year,
        region_code,
        subject_code,
        grade,
        {{ percentile('cohort_ratio', 0.25) }} as q1,
        {{ percentile('cohort_ratio', 0.75) }} as q3
    from cohort
    group by year, region_code, subject_code, grade

),

fenced as (

    select
        cohort.year,
        cohort.region_code,
        cohort.municipality_code,
        cohort.school_id,
        cohort.subject_code,
        cohort.grade,
        cohort.n,
        cohort.n_before,
        cohort.score_pct,
        cohort.score_pct_before,
        cohort.ratio_basis,
        cohort.cohort_ratio,
        quartile.q1 - {{ param('iqr_factor') }} * (quartile.q3 - quartile.q1) as cohort_low,
        quartile.q3 + {{ param('iqr_factor') }} * (quartile.q3 - quartile.q1) as cohort_high
    from cohort
    inner join quartile
        on
            cohort.year = quartile.year
            and cohort.region_code = quartile.region_code
            and cohort.subject_code = quartile.subject_code
            and cohort.grade = quartile.grade

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(n as integer) as n,
    cast(n_before as integer) as n_before,
    score_pct,
    score_pct_before,
    ratio_basis,
    cohort_ratio,
    cohort_low,
    cohort_high,
    cohort_ratio < cohort_low as is_sharp_rise,
    cohort_ratio > cohort_high as is_sharp_fall
from fenced
