-- Who did functional literacy in a year somebody of the region reported it: every school with its headcounts.
with day_pupils as (

    select
        year,
        school_id,
        grade,
        class_label,
        assessment_date,
        sum(assessed_count) as pupil_count
    from {{ ref('fct_fl_result') }}
    where direction = 'all'
    group by year, school_id, grade, class_label, assessment_date

),

class_pupils as (

    -- a class may write on several days: its unique pupils are at least those of its largest day
    select
        year,
        school_id,
        grade,
        class_label,
        max(pupil_count) as pupil_count
    from day_pupils
    group by year, school_id, grade, class_label

),

unique_pupils as (

    select
        year,
        school_id,
        sum(pupil_count) as pupil_count
    from class_pupils
    group by year, school_id

),

reported as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        max(assessed_count) as assessed_count
    from {{ ref('fct_fl_result') }}
    group by year, region_code, municipality_code, school_id

),

years as (

    select
        year,
        region_code
    from reported
    group by year, region_code

),

municipalities as (

    select
        year,
        municipality_code
    from reported
    group by year, municipality_code

),

headcount as (

    select
        year,
        school_id,
        count(distinct pupil_code) as pupil_count
    from {{ ref('stg_register__pupil') }}
    group by year, school_id

),

enrolment as (

    select
        year,
        school_id,
        sum(pupil_count) as pupil_count
    from {{ ref('agg_enrolment') }}
    where source = 'form_oo1'
    group by year, school_id

),

mention as (

    select
        years.year,
        mention.school_id
    from years
    inner join {{ ref('int_school_mention') }} as mention
        on mention.year between years.year - {{ param('fl_school_years') }} and years.year
    group by years.year, mention.school_id

)

select
    cast(years.year as smallint) as year,
    school.region_code,
    school.municipality_code,
    school.school_id,
    mention.school_id is not null as is_active,
    municipalities.municipality_code is not null as is_municipality_reported,
    reported.school_id is not null as is_reported,
    coalesce(reported.assessed_count > 0, false) as is_assessed,
    cast(unique_pupils.pupil_count as int) as unique_pupil_count,
    cast(headcount.pupil_count as int) as register_pupil_count,
    cast(enrolment.pupil_count as int) as form_pupil_count
from years
inner join {{ ref('dim_school') }} as school
    on years.region_code = school.region_code
left join mention
    on years.year = mention.year and school.school_id = mention.school_id
left join municipalities
    on years.year = municipalities.year and school.municipality_code = municipalities.municipality_code
left join reported
    on years.year = reported.year and school.school_id = reported.school_id
left join unique_pupils
    on years.year = unique_pupils.year and school.school_id = unique_pupils.school_id
left join headcount
    on years.year = headcount.year and school.school_id = headcount.school_id
left join enrolment
    on years.year = enrolment.year and school.school_id = enrolment.school_id
