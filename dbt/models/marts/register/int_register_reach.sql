-- Municipalities a register of a year speaks about: only there does the lack of a row mean that nothing was done.
with mention as (

    select
        year,
        'event' as register,
        municipality_code
    from {{ ref('fct_event') }}
    union all
    select
        event.year,
        'event' as register,
        school.municipality_code
    from {{ ref('fct_event') }} as event
    inner join {{ ref('dim_school') }} as school
        on event.host_school_id = school.school_id or event.covered_school_id = school.school_id
    union all
    select
        year,
        'document' as register,
        municipality_code
    from {{ ref('fct_document') }}
    union all
    select
        observer.year,
        'observer' as register,
        school.municipality_code
    from {{ ref('stg_register__observer') }} as observer
    inner join {{ ref('dim_school') }} as school
        on observer.school_id = school.school_id

)

select
    year,
    register,
    municipality_code
from mention
where municipality_code is not null
group by year, register, municipality_code
