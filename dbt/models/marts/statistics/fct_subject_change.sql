-- Change of each level over one year; within the dead band it is no change.
with changed as (

    select
        level.year,
        level.region_code,
        level.subject_code,
        level.measure,
        level.value,
        base.value as base_value,
        {{ rounded("level.value - base.value", 9) }} as delta
    from {{ ref('fct_subject_level') }} as level
    inner join {{ ref('fct_subject_level') }} as base
        on
            level.year = base.year + 1
            and level.region_code = base.region_code
            and level.subject_code = base.subject_code
            and level.measure = base.measure

)

select
    year,
    region_code,
    subject_code,
    measure,
    base_value,
    value,
    delta,
    cast(
        case
            when delta > {{ param('trend_deadband_pp') }} then 1
            when delta < -{{ param('trend_deadband_pp') }} then -1
            else 0
        end as tinyint
    ) as direction
from changed
