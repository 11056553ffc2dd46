with marked_year as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        sum(case when grade between 4 and 8 then journal_lowered_count else 0 end) as lowered_count,
        sum(case when grade between 4 and 8 then journal_raised_count else 0 end) as raised_count,
        cast(sum(case when grade between 4 and 8 then journal_both_count else 0 end) as double) as journal_both_count
    from {{ ref('agg_vpr_cell') }}
    group by year, region_code, municipality_code, school_id

),

school_year as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        cast(lowered_count + case when {{ param('not_confirmed_mode') }} = 1 then 0 else raised_count end as double) as not_confirmed_count,
        journal_both_count
    from marked_year

),

listed_school as (

    select
        year,
        school_id,
        sum(case when is_marked then 1 else 0 end) as marker_count
    from {{ ref('fct_biased_school') }}
    group by year, school_id

),

list_year as (

    select
        year,
        substr(school_id, 1, 2) as region_code
    from listed_school
    group by year, substr(school_id, 1, 2)

),

changed_school as (

    select
        year,
        school_id,
        cast(sum(case when is_sharp_change then 1 else 0 end) as double) as changed_count,
        cast(count(is_sharp_change) as double) as compared_count
    from {{ ref('fct_sharp_change') }}
    group by year, school_id

),

ground as (

    select
        this_year.year,
        this_year.region_code,
        this_year.municipality_code,
        this_year.school_id,
        'not_confirmed' as ground_code,
        last_year.not_confirmed_count as numerator,
        last_year.journal_both_count as denominator,
        100 * last_year.not_confirmed_count / nullif(last_year.journal_both_count, 0) as value,
        {{ param('recheck_not_confirmed_pct') }} as threshold,
        100 * last_year.not_confirmed_count / nullif(last_year.journal_both_count, 0) > {{ param('recheck_not_confirmed_pct') }} as is_ground
    from school_year as this_year
    left join school_year as last_year
        on
            this_year.school_id = last_year.school_id
            and this_year.year = last_year.year + 1

    union all

    select
        this_year.year,
        this_year.region_code,
        this_year.municipality_code,
        this_year.school_id,
        'biased_list' as ground_code,
        case when list_year.year is not null then coalesce(listed.marker_count, 0) end as numerator,
        cast(null as double) as denominator,
        case when list_year.year is not null then coalesce(listed.marker_count, 0) end as value,
        0 as threshold,
        case when list_year.year is not null then coalesce(listed.marker_count, 0) > 0 end as is_ground
    from school_year as this_year
    left join list_year
        on
            this_year.region_code = list_year.region_code
            and this_year.year = list_year.year + 1
    left join listed_school as listed
        on
            this_year.school_id = listed.school_id
            and this_year.year = listed.year + 1

    union all

    select
        this_year.year,
        this_year.region_code,
        this_year.municipality_code,
        this_year.school_id,
        'sharp_change' as ground_code,
        changed.changed_count as numerator,
        changed.compared_count as denominator,
        case when changed.compared_count > 0 then changed.changed_count end as value,
        0 as threshold,
        case when changed.compared_count > 0 then changed.changed_count > 0 end as is_ground
    from school_year as this_year
    left join changed_school as changed
        on
            this_year.school_id = changed.school_id
            and this_year.year = changed.year

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    ground_code,
    is_ground,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    cast(value as double) as value,
    cast(threshold as double) as threshold,
    {{ recheck_evidence() }} as evidence_ru
from ground
