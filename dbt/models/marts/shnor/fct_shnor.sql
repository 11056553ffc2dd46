-- Schools with low results. An official list of a region and year decides alone; without one the rule of METHODS 1 does.
with judged_year as (

    select
        year,
        region_code
    from {{ ref('fct_shnor_procedure') }}
    group by year, region_code

),

counted as (

    select
        judged_year.year,
        procedures.region_code,
        procedures.school_id,
        count(*) as procedure_count,
        sum(case when procedures.is_failed then 1 else 0 end) as failed_procedure_count,
        sum(procedures.participant_count) as participant_count,
        {{ text_list("case when procedures.is_failed then procedures.label_ru || ', ' || procedures.year end", 'procedures.year, procedures.procedure_code') }} as failed_procedures
    from judged_year
    inner join {{ ref('fct_shnor_procedure') }} as procedures
        on
            judged_year.region_code = procedures.region_code
            and judged_year.year >= procedures.year
            and judged_year.year < procedures.year + {{ param('shnor_years') }}
    where procedures.is_counted
    group by judged_year.year, procedures.region_code, procedures.school_id

),

official_year as (

    select
        year,
        region_code
    from {{ ref('fct_project_school') }}
    where list_kind = 'shnor'
    group by year, region_code

),

decided as (

    select
        official_year.year,
        school.region_code,
        school.school_id,
        'official' as basis,
        listed.school_id is not null as is_shnor
    from official_year
    inner join {{ ref('dim_school') }} as school
        on official_year.region_code = school.region_code
    left join {{ ref('fct_project_school') }} as listed
        on
            official_year.year = listed.year
            and school.school_id = listed.school_id
            and listed.list_kind = 'shnor'
    union all
    select
        counted.year,
        counted.region_code,
        counted.school_id,
        'computed' as basis,
        case when counted.procedure_count >= {{ param('shnor_min_procedures') }} then counted.failed_procedure_count >= {{ param('shnor_min_procedures') }} end as is_shnor
    from counted
    left join official_year
        on
            counted.year = official_year.year
            and counted.region_code = official_year.region_code
    where
        official_year.year is null
        -- special schools are left out of the rule
        and counted.school_id not like '%-ksh'

)

select
    cast(decided.year as smallint) as year,
    decided.region_code,
    school.municipality_code,
    decided.school_id,
    decided.basis,
    decided.is_shnor,
    cast(coalesce(counted.procedure_count, 0) as int) as procedure_count,
    cast(coalesce(counted.failed_procedure_count, 0) as int) as failed_procedure_count,
    cast(coalesce(counted.participant_count, 0) as int) as participant_count,
    counted.failed_procedures
from decided
left join {{ ref('dim_school') }} as school
    on decided.school_id = school.school_id
left join counted
    on
        decided.year = counted.year
        and decided.school_id = counted.school_id
