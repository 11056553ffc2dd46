-- Municipality name → code, where a source decides it; a name with two codes decides nothing.
-- basis: alias (seed) | pair (code and name stated together) | derived (all of at least two coded schools agree).
with statements as (

    select
        region_code,
        {{ name_key('alias') }} as municipality_key,
        municipality_code,
        'alias' as basis,
        1 as priority,
        alias as witness
    from {{ ref('municipality_alias') }}
    union all
    select
        substr(municipality_code, 4, 2) as region_code,
        municipality_key,
        municipality_code,
        'pair' as basis,
        2 as priority,
        import_id as witness
    from {{ ref('int_school_mention') }}
    where municipality_code is not null and municipality_key is not null
    union all
    select
        substr({{ municipality_code('group_code') }}, 4, 2) as region_code,
        {{ name_key(name_part('group_name')) }} as municipality_key,
        {{ municipality_code('group_code') }} as municipality_code,
        'pair' as basis,
        2 as priority,
        import_id as witness
    from {{ ref('stg_fisoko__mark_statistics') }}
    where group_kind = 'municipality' and group_code is not null
    union all
    select
        substr(mention.school_id, 1, 2) as region_code,
        mention.municipality_key,
        coded_school.municipality_code,
        'derived' as basis,
        3 as priority,
        mention.school_id as witness
    from {{ ref('int_school_mention') }} as mention
    inner join {{ ref('int_school_code') }} as coded_school
        on mention.school_id = coded_school.school_id
    where mention.municipality_key is not null and mention.municipality_code is null

),

decisions as (

    select
        region_code,
        municipality_key,
        basis,
        priority,
        min(municipality_code) as municipality_code
    from statements
    where municipality_code is not null and municipality_key is not null
    group by region_code, municipality_key, basis, priority
    having min(municipality_code) = max(municipality_code) and (basis <> 'derived' or count(distinct witness) >= 2)  -- schools, not rows

),

ranked as (

    select
        region_code,
        municipality_key,
        municipality_code,
        basis,
        row_number() over (partition by region_code, municipality_key order by priority) as decision_rank
    from decisions

)

select
    region_code,
    municipality_key,
    municipality_code,
    basis
from ranked
where decision_rank = 1
