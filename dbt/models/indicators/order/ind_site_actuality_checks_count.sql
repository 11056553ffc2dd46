-- Both sections looked at on one day are one check.
with atom as (

    select
        fact.year,
        fact.region_code,
        school.municipality_code,
        fact.school_id,
        count(distinct fact.check_date) as numerator
    from {{ ref('stg_register__site_check') }} as fact
    left join {{ ref('dim_school') }} as school
        on fact.school_id = school.school_id
    group by fact.year, fact.region_code, school.municipality_code, fact.school_id

),

{{ count_indicator('site_actuality_checks_count') }}
