-- What: one scale per key with rising bounds, one code per municipality spelling, one label per code, subjects that exist.
-- When it matters: a mark or a municipality would depend on the order of rows in a seed.
-- How to resolve: correct the row of seeds/ shown.
with doubled as (

    select
        'thresholds/vpr_mark_scale' as seed,
        region_code || ' ' || year || ' ' || grade || ' ' || subject_code || ' ' || mode as key
    from {{ ref('vpr_mark_scale') }}
    group by region_code, year, grade, subject_code, mode
    having count(*) > 1 or min(case when 0 < min_3 and min_3 < min_4 and min_4 < min_5 and min_5 <= max_score then 1 else 0 end) = 0
    union all
    select
        'crosswalk/municipality_alias' as seed,
        region_code || ' ' || {{ name_key('alias') }} as key
    from {{ ref('municipality_alias') }}
    group by region_code, {{ name_key('alias') }}
    having count(*) > 1
    union all
    select
        'reference/code_label' as seed,
        domain || ' ' || code as key
    from {{ ref('code_label') }}
    group by domain, code
    having count(*) > 1
    union all
    select
        'thresholds/vpr_mark_scale, unknown subject' as seed,
        scale.subject_code as key
    from {{ ref('vpr_mark_scale') }} as scale
    left join {{ ref('subject') }} as subject
        on scale.subject_code = subject.subject_code
    where subject.subject_code is null

)

select
    seed,
    key
from doubled
