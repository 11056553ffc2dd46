-- A municipality without protocols has no data; in the share of the region its works count all the same.
with atom as (

    select
        year,
        region_code,
        municipality_code,
        cast(null as string) as school_id,
        rechecked_count as numerator,
        work_count as denominator
    from {{ ref('fct_recheck_volume') }}

),

{{ pooled_indicator('recheck_works_share', levels=['municipality', 'region']) }}
