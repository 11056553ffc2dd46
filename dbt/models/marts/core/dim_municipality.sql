-- Name: stated beside the code, else the most frequent name of its schools; ties by alphabet.
with candidates as (

    select
        municipality_code,
        municipality_name,
        1 as priority,
        sum(row_count) as weight
    from {{ ref('int_school_mention') }}
    where municipality_code is not null and municipality_name is not null
    group by municipality_code, municipality_name
    union all
    select
        {{ municipality_code('group_code') }} as municipality_code,
        {{ name_part('group_name') }} as municipality_name,
        1 as priority,
        count(*) as weight
    from {{ ref('stg_fisoko__mark_statistics') }}
    where group_kind = 'municipality' and group_code is not null
    group by {{ municipality_code('group_code') }}, {{ name_part('group_name') }}
    union all
    select
        school.municipality_code,
        mention.municipality_name,
        2 as priority,
        count(*) as weight
    from {{ ref('dim_school') }} as school
    inner join {{ ref('int_school_mention') }} as mention
        on school.school_id = mention.school_id
    where school.municipality_code is not null and mention.municipality_code is null and mention.municipality_name is not null
    group by school.municipality_code, mention.municipality_name

),

ranked as (

    select
        municipality_code,
        municipality_name,
        row_number() over (partition by municipality_code order by priority asc nulls last, weight desc, municipality_name asc nulls last) as name_rank
    from candidates
    where municipality_code is not null and municipality_name is not null

),

codes as (

    select municipality_code
    from {{ ref('dim_school') }}
    where municipality_code is not null
    group by municipality_code

)

select
    codes.municipality_code,
    coalesce(ranked.municipality_name, codes.municipality_code) as municipality_name,
    substr(codes.municipality_code, 4, 2) as region_code
from codes
left join ranked
    on codes.municipality_code = ranked.municipality_code and ranked.name_rank = 1
