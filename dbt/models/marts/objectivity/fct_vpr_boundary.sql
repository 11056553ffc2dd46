with atom as (
    {%- for mark in [3, 4, 5] %}

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        {{ mark }} as mark,
        participant_count as n,
        bound_{{ mark }}_m2_count as count_m2,
        bound_{{ mark }}_m1_count as count_before,
        bound_{{ mark }}_at_count as count_at,
        bound_{{ mark }}_p1_count as count_p1
    from {{ ref('agg_vpr_cell') }}
    where bound_{{ mark }}_at_count is not null
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

),

entity as (
    {%- for level, column in [('region', 'region_code'), ('municipality', 'municipality_code'), ('school', 'school_id')] %}

    select
        year,
        region_code,
        '{{ level }}' as entity_level,
        {{ column }} as entity_id,
        subject_code,
        grade,
        mark,
        cast(sum(n) as integer) as n,
        cast(sum(coalesce(count_m2, 0)) as integer) as count_m2,
        cast(sum(coalesce(count_before, 0)) as integer) as count_before,
        cast(sum(count_at) as integer) as count_at,
        cast(sum(coalesce(count_p1, 0)) as integer) as count_p1
    from atom
    where {{ column }} is not null
    group by year, region_code, {{ column }}, subject_code, grade, mark
    {%- if not loop.last %}

    union all
    {%- endif %}
    {%- endfor %}

),

measured as (

    select
        year,
        region_code,
        entity_level,
        entity_id,
        subject_code,
        grade,
        mark,
        n,
        count_m2,
        count_before,
        count_at,
        count_p1,
        cast(count_before as double) / nullif(n, 0) as share_before,
        cast(count_at as double) / nullif(n, 0) as share_at,
        (cast(count_m2 as double) + 2 * cast(count_p1 as double)) / nullif(3 * n, 0) as share_expected,
        cast(count_at as double) / nullif(count_before, 0) as jump_ratio,
        -- Poisson error of the difference in counts: defined even when all neighbours are empty.
        (count_at - (count_m2 + 2 * count_p1) / 3.0e0)
            / nullif(sqrt(count_at + (count_m2 + 4 * count_p1) / 9.0e0), 0) as z_local,
        cast(count_at - count_before as double) / nullif(n, 0) as jump_height
    from entity

),

compared as (

    select
        entity.year,
        entity.region_code,
        entity.entity_level,
        entity.entity_id,
        entity.subject_code,
        entity.grade,
        entity.mark,
        entity.n,
        entity.count_m2,
        entity.count_before,
        entity.count_at,
        entity.count_p1,
        entity.share_before,
        entity.share_at,
        entity.share_expected,
        entity.jump_ratio,
        entity.z_local,
        entity.jump_height,
        region.jump_height as region_jump_height,
        -- Error of the difference of two shares of one multinomial sample of n works drawn from the region.
        case
            when entity.entity_level <> 'region'
                then (entity.jump_height - region.jump_height)
                    / nullif(sqrt((region.share_at + region.share_before - region.jump_height * region.jump_height) / nullif(entity.n, 0)), 0)
        end as z_region
    from measured as entity
    inner join measured as region
        on
            entity.year = region.year
            and entity.region_code = region.region_code
            and entity.subject_code = region.subject_code
            and entity.grade = region.grade
            and entity.mark = region.mark
            and region.entity_level = 'region'

)

select
    cast(year as smallint) as year,
    region_code,
    entity_level,
    entity_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(mark as smallint) as mark,
    n,
    count_m2,
    count_before,
    count_at,
    count_p1,
    share_before,
    share_at,
    share_expected,
    jump_ratio,
    z_local,
    jump_height,
    region_jump_height,
    z_region,
    case
        when n >= {{ param('boundary_min_n') }} then 'reliable'
        when n >= {{ param('boundary_approx_n') }} then 'approximate'
        else 'insufficient'
    end as precision_code,
    n >= {{ param('boundary_min_n') }}
    and coalesce(z_local > {{ param('boundary_z') }}, false)
    and (entity_level = 'region' or coalesce(z_region > {{ param('boundary_z') }}, false)) as is_flagged
from compared
