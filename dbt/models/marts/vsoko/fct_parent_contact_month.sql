-- Pupils with learning difficulties × months of the school year: did a psychologist or social teacher meet the parents?
-- Due are months that have ended; a school without any log of contacts is not here.
with month as (

    {% for step in range(12) -%}
    select {{ step }} as step
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

pupil as (

    -- distinct: a pupil may be reported on several dates
    select distinct
        year,
        region_code,
        school_id,
        pupil_code
    from {{ ref('stg_register__pupil') }}
    where has_learning_difficulties

),

logged as (

    select
        year,
        school_id
    from {{ ref('stg_register__parent_contact') }}
    group by year, school_id

),

-- A month as one number: 12 × year + month − 1.
planned as (

    select
        pupil.year,
        pupil.region_code,
        pupil.school_id,
        pupil.pupil_code,
        12 * (pupil.year - 1) + {{ param('contact_first_month') }} - 1 + month.step as month_number
    from pupil
    inner join logged
        on
            pupil.year = logged.year
            and pupil.school_id = logged.school_id
    inner join month
        on month.step < {{ param('contact_month_count') }}

),

due as (

    select
        year,
        region_code,
        school_id,
        pupil_code,
        month_number
    from planned
    where month_number < 12 * extract(year from {{ as_of() }}) + extract(month from {{ as_of() }}) - 1

),

contacted as (

    -- distinct: one contact a month is enough
    select distinct
        year,
        school_id,
        pupil_code,
        12 * extract(year from contact_date) + extract(month from contact_date) - 1 as month_number
    from {{ ref('stg_register__parent_contact') }}
    where specialist in ('psychologist', 'social_teacher')

)

select
    due.year,
    due.region_code,
    school.municipality_code,
    due.school_id,
    due.pupil_code,
    cast(floor(due.month_number / 12) as smallint) as contact_year,
    cast(due.month_number % 12 + 1 as smallint) as contact_month,
    contacted.month_number is not null as is_contacted
from due
left join contacted
    on
        due.year = contacted.year
        and due.school_id = contacted.school_id
        and due.pupil_code = contacted.pupil_code
        and due.month_number = contacted.month_number
left join {{ ref('dim_school') }} as school
    on due.school_id = school.school_id
