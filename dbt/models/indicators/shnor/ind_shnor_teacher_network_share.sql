with outsiders as (

    select
        year,
        school_id
    from {{ ref('fct_shnor') }}
    where not is_shnor

),

atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        case when is_networked then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_shnor_teacher') }}
    where is_teacher or {{ param('include_non_teaching') }} = 1

),

{{ pooled_indicator('shnor_teacher_network_share', outsiders='outsiders') }}
