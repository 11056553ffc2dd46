-- Schools of the lists of document 004 with their reasons: low results, biased results, low-result list. NULL: not known.
with low_subject as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        sum(mark_2_count) as mark_2_count,
        cast(sum(marked_count) as double) as marked_count
    from {{ ref('agg_vpr_cell') }}
    where grade between 4 and 8
    group by year, region_code, municipality_code, school_id, subject_code

),

low_school as (

    select
        year,
        region_code,
        max(municipality_code) as municipality_code,
        school_id,
        count(case when marked_count >= {{ param('low_result_min_n') }} then 1 end) as known_subject_count,
        count(case
            when
                marked_count >= {{ param('low_result_min_n') }}
                and 100 * mark_2_count / marked_count >= {{ param('low_result_mark_2_pct') }}
                then 1
        end) as low_subject_count
    from low_subject
    group by year, region_code, school_id

),

listed as (

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
    from listed
    group by year, substr(school_id, 1, 2)

),

shnor as (

    select
        year,
        school_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'shnor'
    group by year, school_id

),

shnor_year as (

    select
        year,
        region_code
    from {{ ref('fct_project_school') }}
    where list_kind = 'shnor'
    group by year, region_code

),

reason as (

    select
        low_school.year,
        low_school.region_code,
        low_school.municipality_code,
        low_school.school_id,
        low_school.low_subject_count,
        case when low_school.known_subject_count > 0 then low_school.low_subject_count > 0 end as is_low,
        case when this_list.year is not null then coalesce(this_year.marker_count, 0) > 0 end as is_biased,
        case when last_list.year is not null then coalesce(last_year.marker_count, 0) > 0 end as is_biased_last_year,
        case when shnor_year.year is not null then shnor.school_id is not null end as is_shnor
    from low_school
    left join list_year as this_list
        on low_school.region_code = this_list.region_code and low_school.year = this_list.year
    left join listed as this_year
        on low_school.school_id = this_year.school_id and low_school.year = this_year.year
    left join list_year as last_list
        on low_school.region_code = last_list.region_code and low_school.year = last_list.year + 1
    left join listed as last_year
        on low_school.school_id = last_year.school_id and low_school.year = last_year.year + 1
    left join shnor_year
        on low_school.region_code = shnor_year.region_code and low_school.year = shnor_year.year
    left join shnor
        on low_school.school_id = shnor.school_id and low_school.year = shnor.year

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    cast(low_subject_count as int) as low_subject_count,
    is_low,
    is_biased,
    is_biased_last_year,
    is_shnor,
    -- A reason known to hold decides; one known not to hold is enough only when no other is known to hold.
    case when is_low is not null or is_biased is not null then coalesce(is_low, false) or coalesce(is_biased, false) end as is_training,
    case
        when {{ param('complex_inspection_mode') }} = 1 then is_low and is_biased
        when is_low is not null or is_biased is not null then coalesce(is_low, false) or coalesce(is_biased, false)
    end as is_inspection,
    case
        when is_biased_last_year is not null or is_shnor is not null then coalesce(is_biased_last_year, false) or coalesce(is_shnor, false)
    end as is_cross_check,
    nullif(concat_ws(
        '; ',
        case when is_low then 'низкие результаты, предметов: ' || cast(low_subject_count as string) end,
        case when is_biased then 'необъективные результаты этого года' end,
        case when is_biased_last_year then 'необъективные результаты предыдущего года' end,
        case when is_shnor then 'ШНОР' end
    ), '') as reasons_ru
from reason
