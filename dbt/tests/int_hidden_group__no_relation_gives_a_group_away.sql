-- Fails with every visible parent (municipality or region, of one subject and grade) that hides a small child with fewer than two hidden
-- children, or with fewer than publish_min_n people in them; and with every hidden parent all of whose children stand visible.
with child as (

    select
        size.pattern_id,
        size.measure,
        size.year,
        size.region_code,
        size.municipality_key,
        size.school_key,
        size.subject_code,
        size.grade,
        size.n,
        size.is_small,
        hidden.school_key is not null as is_hidden,
        max(case when coalesce(hidden.is_municipality_hidden, false) then 1 else 0 end)
            over (partition by size.pattern_id, size.year, size.municipality_key, size.subject_code, size.grade) as is_municipality_hidden,
        max(case when coalesce(hidden.is_region_hidden, false) then 1 else 0 end)
            over (partition by size.pattern_id, size.year, size.region_code, size.subject_code, size.grade) as is_region_hidden
    from {{ ref('int_group_size') }} as size
    left join {{ ref('int_hidden_group') }} as hidden
        on
            size.pattern_id = hidden.pattern_id
            and size.year = hidden.year
            and size.municipality_key = hidden.municipality_key
            and size.school_key = hidden.school_key
            and size.subject_code = hidden.subject_code
            and size.grade = hidden.grade

),

municipality as (

    select
        'municipality' as relation,
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        subject_code,
        grade,
        max(is_municipality_hidden) as is_hidden,
        max(is_region_hidden) as is_region_hidden,
        sum(n) as n,
        max(case when is_small then 1 else 0 end) as has_small,
        sum(case when is_hidden then 1 else 0 end) as hidden_count,
        sum(case when is_hidden then n else 0 end) as hidden_n
    from child
    group by pattern_id, measure, year, region_code, municipality_key, subject_code, grade

),

region as (

    select
        'region' as relation,
        pattern_id,
        measure,
        year,
        region_code,
        subject_code,
        grade,
        max(is_region_hidden) as is_hidden,
        max(case when n < {{ param('publish_min_n') }} then 1 else 0 end) as has_small,
        -- A hidden municipality of visible schools is no secret.
        sum(case when is_hidden = 1 and hidden_count > 0 then 1 else 0 end) as hidden_count,
        sum(case when is_hidden = 1 and hidden_count > 0 then n else 0 end) as hidden_n
    from municipality
    group by pattern_id, measure, year, region_code, subject_code, grade

)

select
    relation,
    pattern_id,
    measure,
    year,
    municipality_key as parent,
    subject_code,
    grade,
    hidden_count,
    hidden_n
from municipality
where
    (is_hidden = 0 and has_small = 1 and (hidden_count < 2 or hidden_n < {{ param('publish_min_n') }}))
    or (is_hidden = 1 and n < {{ param('publish_min_n') }} and hidden_count = 0)
union all
select
    relation,
    pattern_id,
    measure,
    year,
    region_code as parent,
    subject_code,
    grade,
    hidden_count,
    hidden_n
from region
where is_hidden = 0 and has_small = 1 and (hidden_count < 2 or hidden_n < {{ param('publish_min_n') }})
