-- ШНОР of a year: in how many procedures the share passing the threshold rose or fell against the year before.
with compared as (

    select
        current_year.year,
        current_year.school_id,
        {{ rounded("base_year.failed_pct - current_year.failed_pct", 2) }} as delta_pp
    from {{ ref('fct_shnor_procedure') }} as current_year
    inner join {{ ref('fct_shnor_procedure') }} as base_year
        on
            current_year.school_id = base_year.school_id
            and current_year.procedure_code = base_year.procedure_code
            and current_year.year = base_year.year + 1

),

counted as (

    select
        year,
        school_id,
        count(*) as compared_count,
        sum(case when delta_pp > {{ param('dynamics_tolerance_pp') }} then 1 else 0 end) as risen_count,
        sum(case when delta_pp < -{{ param('dynamics_tolerance_pp') }} then 1 else 0 end) as fallen_count
    from compared
    group by year, school_id

)

select
    shnor.year,
    shnor.region_code,
    shnor.municipality_code,
    shnor.school_id,
    cast(coalesce(counted.compared_count, 0) as int) as compared_count,
    cast(coalesce(counted.risen_count, 0) as int) as risen_count,
    cast(coalesce(counted.fallen_count, 0) as int) as fallen_count,
    case
        when counted.compared_count is not null
            then
                counted.risen_count >= {{ param('shnor_rise_min_procedures') }}
                and counted.fallen_count <= {{ param('shnor_fall_max_procedures') }}
    end as is_positive
from {{ ref('fct_shnor') }} as shnor
left join counted
    on
        shnor.year = counted.year
        and shnor.school_id = counted.school_id
where shnor.is_shnor
