-- One row per school. Municipality: stated code, else the decided name; otherwise NULL and listed in qc.unmatched_municipalities.
with named as (

    select
        school_id,
        login,
        school_name,
        row_number() over (
            partition by school_id
            order by
                year desc nulls last,
                case when school_name is null then 1 else 0 end,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                source_file desc,
                row_count desc,
                login asc nulls last,
                school_name asc nulls last
        ) as mention_rank
    from {{ ref('int_school_mention') }}

),

school_names as (

    select
        school_id,
        school_name,
        row_number() over (
            partition by school_id
            order by year desc nulls last, delivered_at desc nulls last, modified_at desc nulls last, source_file desc, row_count desc, school_name asc nulls last
        ) as mention_rank
    from {{ ref('int_school_mention') }}
    where school_name is not null

),

municipality_names as (

    select
        mention.school_id,
        names.municipality_code,
        names.basis,
        row_number() over (
            partition by mention.school_id
            order by
                mention.year desc nulls last,
                mention.delivered_at desc nulls last,
                mention.modified_at desc nulls last,
                mention.source_file desc,
                mention.row_count desc,
                names.municipality_code asc nulls last
        ) as mention_rank
    from {{ ref('int_school_mention') }} as mention
    inner join {{ ref('int_municipality_name') }} as names
        on
            substr(mention.school_id, 1, 2) = names.region_code
            and mention.municipality_key = names.municipality_key

)

select
    named.school_id,
    named.login,
    school_names.school_name,
    coalesce(codes.municipality_code, municipality_names.municipality_code) as municipality_code,
    case when codes.municipality_code is not null then 'stated' else municipality_names.basis end as municipality_basis,
    substr(named.school_id, 1, 2) as region_code,
    grades.min_grade,
    grades.max_grade
from named
left join school_names
    on named.school_id = school_names.school_id and school_names.mention_rank = 1
left join {{ ref('int_school_code') }} as codes
    on named.school_id = codes.school_id
left join municipality_names
    on named.school_id = municipality_names.school_id and municipality_names.mention_rank = 1
left join {{ ref('int_school_grade') }} as grades
    on named.school_id = grades.school_id
where named.mention_rank = 1
