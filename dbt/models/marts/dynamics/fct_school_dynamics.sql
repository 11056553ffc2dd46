with passed as (

    select
        year,
        region_code,
        school_id,
        subject_code,
        grade,
        mark_3_count + mark_4_count + mark_5_count as passed_count,
        marked_count
    from {{ ref('agg_vpr_cell') }}
    where
        subject_code in ('ru', 'ma')
        and grade in (5, 6)
        and marked_count > 0

),

procedure_key as (

    select
        year,
        region_code,
        subject_code,
        grade
    from passed
    group by year, region_code, subject_code, grade

),

listed as (

    select
        year,
        region_code,
        municipality_code,
        school_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'

),

-- The list in force: the latest one not later than the year of the procedure.
list_in_force as (

    select
        procedure_key.year,
        procedure_key.region_code,
        procedure_key.subject_code,
        procedure_key.grade,
        max(listed.year) as list_year
    from procedure_key
    inner join listed
        on
            procedure_key.region_code = listed.region_code
            and procedure_key.year >= listed.year
    group by procedure_key.year, procedure_key.region_code, procedure_key.subject_code, procedure_key.grade

),

compared as (

    select
        force.year,
        force.region_code,
        school.municipality_code,
        school.school_id,
        force.subject_code,
        force.grade,
        force.list_year,
        current_year.passed_count,
        current_year.marked_count,
        base_year.passed_count as base_passed_count,
        base_year.marked_count as base_marked_count,
        100 * cast(current_year.passed_count as double) / current_year.marked_count as passed_pct,
        100 * cast(base_year.passed_count as double) / base_year.marked_count as base_passed_pct
    from list_in_force as force
    inner join listed as school
        on
            force.region_code = school.region_code
            and force.list_year = school.year
    left join passed as current_year
        on
            school.school_id = current_year.school_id
            and force.year = current_year.year
            and force.subject_code = current_year.subject_code
            and force.grade = current_year.grade
    left join passed as base_year
        on
            school.school_id = base_year.school_id
            and force.year = base_year.year + 1
            and force.subject_code = base_year.subject_code
            and force.grade = base_year.grade

),

changed as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        list_year,
        passed_count,
        marked_count,
        base_passed_count,
        base_marked_count,
        passed_pct,
        base_passed_pct,
        {{ rounded("passed_pct - base_passed_pct", 2) }} as delta_pp
    from compared

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(list_year as smallint) as list_year,
    cast(passed_count as integer) as passed_count,
    cast(marked_count as integer) as marked_count,
    cast(base_passed_count as integer) as base_passed_count,
    cast(base_marked_count as integer) as base_marked_count,
    passed_pct,
    base_passed_pct,
    delta_pp,
    cast(
        case
            when delta_pp > {{ param('dynamics_tolerance_pp') }} then 1
            when delta_pp < -{{ param('dynamics_tolerance_pp') }} then -1
            when delta_pp is not null then 0
        end as smallint
    ) as dynamics_class
from changed
