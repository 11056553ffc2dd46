-- Schools that took part in a procedure of a year, and whether it was observed there. `is_reported`: the municipality has a register of observers.
with taken as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        'vpr' as procedure
    from {{ ref('agg_vpr_cell') }}
    where participant_count > 0
    union
    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when grade = 9 then 'oge' else 'ege' end as procedure
    from {{ ref('agg_gia_cell') }}
    where
        school_id is not null
        and result_count > 0

),

observed as (

    select
        year,
        school_id,
        procedure,
        count(distinct observer_code) as observer_count
    from {{ ref('stg_register__observer') }}
    group by year, school_id, procedure

)

select
    cast(taken.year as smallint) as year,
    taken.region_code,
    taken.municipality_code,
    taken.school_id,
    taken.procedure,
    cast(coalesce(observed.observer_count, 0) as int) as observer_count,
    observed.observer_count is not null as is_observed,
    reach.municipality_code is not null as is_reported
from taken
left join observed
    on
        taken.year = observed.year
        and taken.school_id = observed.school_id
        and taken.procedure = observed.procedure
left join {{ ref('int_register_reach') }} as reach
    on
        taken.year = reach.year
        and taken.municipality_code = reach.municipality_code
        and reach.register = 'observer'
