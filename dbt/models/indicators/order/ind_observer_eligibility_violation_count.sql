-- A school with observers and no violation has 0, a school without observers no data. A person counts once.
with observer as (

    select
        fact.year,
        fact.region_code,
        school.municipality_code,
        fact.school_id,
        fact.observer_code,
        max(case when fact.is_class_parent or fact.works_in_school then 1 else 0 end) as is_violation
    from {{ ref('stg_register__observer') }} as fact
    left join {{ ref('dim_school') }} as school
        on fact.school_id = school.school_id
    where fact.procedure = 'vpr'
    group by fact.year, fact.region_code, school.municipality_code, fact.school_id, fact.observer_code

),

atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        sum(is_violation) as numerator
    from observer
    group by year, region_code, municipality_code, school_id

),

{{ count_indicator('observer_eligibility_violation_count') }}
