-- Base and high levels of a subject in the region: ВПР of grades 10 and 11, ЕГЭ; pooled over results.
-- Not of a subject where a result of the year has no scale: half a subject says nothing about its trend.
with counted as (

    select
        year,
        region_code,
        subject_code,
        'vpr_base' as measure,
        sum(base_count + high_count) as numerator,
        sum(marked_count) as denominator,
        max(unscaled_count) as gap_count
    from {{ ref('agg_vpr_cell') }}
    where grade in (10, 11)
    group by year, region_code, subject_code
    union all
    select
        year,
        region_code,
        subject_code,
        'vpr_high' as measure,
        sum(high_count) as numerator,
        sum(marked_count) as denominator,
        max(unscaled_count) as gap_count
    from {{ ref('agg_vpr_cell') }}
    where grade in (10, 11)
    group by year, region_code, subject_code
    union all
    select
        year,
        region_code,
        subject_code,
        'ege_base' as measure,
        sum(ege_passed_count) as numerator,
        sum(ege_judged_count) as denominator,
        max(ege_count - ege_judged_count) as gap_count
    from {{ ref('agg_gia_cell') }}
    where grade = 11
    group by year, region_code, subject_code
    union all
    select
        year,
        region_code,
        subject_code,
        'ege_high' as measure,
        sum(score_high_count) as numerator,
        sum(score_count) as denominator,
        0 as gap_count
    from {{ ref('agg_gia_cell') }}
    where grade = 11
    group by year, region_code, subject_code

)

select
    cast(year as smallint) as year,
    region_code,
    subject_code,
    measure,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    100 * cast(numerator as double) / denominator as value
from counted
where denominator > 0 and gap_count = 0
