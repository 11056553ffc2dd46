with seen as (

    select
        year,
        region_code,
        subject_code
    from {{ ref('fct_subject_change') }}
    group by year, region_code, subject_code

),

judged as (

    select
        seen.year,
        seen.region_code,
        seen.subject_code,
        count(distinct change.year) as step_count,
        max(change.direction) as highest_direction,
        min(change.direction) as lowest_direction
    from seen
    inner join {{ ref('fct_subject_change') }} as change
        on
            seen.region_code = change.region_code
            and seen.subject_code = change.subject_code
            and change.year <= seen.year
            and change.year > seen.year - {{ param('trend_years') }} + 1
    group by seen.year, seen.region_code, seen.subject_code

),

measured as (

    select
        year,
        'region' as entity_level,
        region_code as entity_id,
        subject_code,
        0 as grade,
        cast(null as double) as numerator,
        step_count as denominator,
        case
            when highest_direction > 0 and lowest_direction >= 0 then 1
            when lowest_direction < 0 and highest_direction <= 0 then 3
            else 2
        end as value
    from judged

)

{{ indicator_rows('subject_trend_group', min_n=param('trend_min_steps'), levels=['region'], spine='indicator_spine_subject') }}
