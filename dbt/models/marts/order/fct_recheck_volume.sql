-- Volume of the re-check of a municipality: works, how many are required (6.4), drawn and done.
with stratum as (

    select
        year,
        region_code,
        municipality_code,
        sum(participant_count) as work_count,
        sum(sampled_count) as sampled_count,
        sum(rechecked_count) as rechecked_count,
        sum(case when is_flagged then 1 else 0 end) as flagged_count,
        sum(case when is_flagged and rechecked_count > 0 then 1 else 0 end) as flagged_rechecked_count,
        max(recheck_date) as last_recheck_date
    from {{ ref('fct_recheck_outcome') }}
    where municipality_code is not null
    group by year, region_code, municipality_code

),

required as (

    select
        stratum.*,
        ceil({{ param('recheck_min_works_pct') }} * work_count / 100) as required_count
    from stratum

)

select
    year,
    region_code,
    municipality_code,
    cast(work_count as int) as work_count,
    cast(required_count as int) as required_count,
    cast(sampled_count as int) as sampled_count,
    cast(rechecked_count as int) as rechecked_count,
    cast(flagged_count as int) as flagged_count,
    cast(flagged_rechecked_count as int) as flagged_rechecked_count,
    rechecked_count >= required_count and flagged_rechecked_count = flagged_count as is_reached,
    case when rechecked_count >= required_count and flagged_rechecked_count = flagged_count then last_recheck_date end as reached_date
from required
