{{ config(meta={'slice': 'import'}) }}
-- Whose a file is: the region, municipality and school that all its rows share; a file nobody read, by the login in its path.
with place as (

    select
        mention.import_id,
        school.region_code,
        school.municipality_code,
        school.school_id
    from {{ ref('int_school_mention') }} as mention
    inner join {{ ref('dim_school') }} as school
        on mention.school_id = school.school_id
    union
    select
        import_id,
        region_code,
        cast(null as string) as municipality_code,
        cast(null as string) as school_id
    from {{ ref('stg_gia__result') }}
    where region_code is not null
    {% for model in owner_registers() -%}
    union
    select
        import_id,
        region_code,
        municipality_code,
        cast(null as string) as school_id
    from {{ ref(model) }}
    where school_id is null and region_code is not null
    {% endfor %}
),

shared as (

    select
        import_id,
        case when min(region_code) = max(region_code) then min(region_code) end as region_code,
        case
            when count(*) = count(municipality_code) and min(municipality_code) = max(municipality_code) then min(municipality_code)
        end as municipality_code,
        case when count(*) = 1 then min(school_id) end as school_id
    from place
    group by import_id

),

path as (

    select
        file.import_id,
        file.source_file,
        {{ school_id(login_in_text('file.source_file'), 'school_alias.school_id') }} as school_id
    from {{ ref('stg_ledger__file') }} as file
    left join {{ ref('school_alias') }} as school_alias
        on {{ login_in_text('file.source_file') }} = school_alias.login

)

select
    path.import_id,
    path.source_file,
    case when shared.import_id is null then substr(path.school_id, 1, 2) else shared.region_code end as region_code,
    case when shared.import_id is null then school.municipality_code else shared.municipality_code end as municipality_code,
    case when shared.import_id is null then path.school_id else shared.school_id end as school_id
from path
left join shared
    on path.import_id = shared.import_id
left join {{ ref('dim_school') }} as school
    on path.school_id = school.school_id
