with listed as (

    select
        year,
        substr(school_id, 1, 2) as region_code,
        school_id,
        subject_code,
        grade,
        is_marked
    from {{ ref('fct_biased_school') }}

),

list_key as (

    select
        year,
        region_code,
        subject_code,
        grade
    from listed
    group by year, region_code, subject_code, grade

),

-- A school absent from a list that exists is known not to be listed.
atom as (

    select
        list_key.year + 1 as year,
        school.region_code,
        school.municipality_code,
        school.school_id,
        list_key.subject_code,
        list_key.grade,
        case when listed.is_marked then 1 else 0 end as numerator
    from list_key
    inner join {{ ref('dim_school') }} as school
        on list_key.region_code = school.region_code
    left join listed
        on
            list_key.year = listed.year
            and school.school_id = listed.school_id
            and list_key.subject_code = listed.subject_code
            and list_key.grade = listed.grade

),

{{ school_flag_indicator('biased_list_flag_prev_year', subjects=['ru', 'ma'], grades=[4, 5], scale=1) }}
