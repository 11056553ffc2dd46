-- What exports say about a school: one row per school × import × stated municipality and name.
with mentions as (

    {% for model in ['stg_vpr__work', 'stg_vpr__class', 'stg_context__answer'] -%}
    select
        import_id,
        year,
        school_id,
        login,
        school_name,
        municipality_code_raw,
        municipality_raw,
        count(*) as row_count
    from {{ ref(model) }}
    where school_id is not null
    group by import_id, year, school_id, login, school_name, municipality_code_raw, municipality_raw
    union all
    {% endfor -%}
    {% for model in ['stg_list__biased', 'stg_list__project', 'stg_form__cell'] -%}
    select
        import_id,
        year,
        school_id,
        login,
        school_name,
        cast(null as string) as municipality_code_raw,
        municipality_raw,
        count(*) as row_count
    from {{ ref(model) }}
    where school_id is not null
    group by import_id, year, school_id, login, school_name, municipality_raw
    union all
    {% endfor -%}
    select
        import_id,
        year,
        school_id,
        login,
        school_name,
        municipality_code_raw,
        municipality_raw,
        row_count
    from {{ ref('int_register_mention') }}

),

known_schools as (

    select school_id
    from mentions
    group by school_id

),

-- a school that only protocols of RIS GIA know: no name and no municipality yet
gia_mentions as (

    select
        result.import_id,
        result.year,
        school.school_id,
        {{ login_of_school('school.school_id') }} as login,
        count(*) as row_count
    from {{ ref('stg_gia__result') }} as result
    inner join {{ ref('int_gia_school') }} as school
        on
            coalesce(result.region_code, '') = coalesce(school.stated_region_code, '')
            and result.code_kind = school.code_kind
            and result.school_code = school.school_code
    left join known_schools
        on school.school_id = known_schools.school_id
    where school.school_id is not null and known_schools.school_id is null
    group by result.import_id, result.year, school.school_id

),

all_mentions as (

    select
        import_id,
        year,
        school_id,
        login,
        school_name,
        municipality_code_raw,
        municipality_raw,
        row_count
    from mentions
    union all
    select
        import_id,
        year,
        school_id,
        login,
        cast(null as string) as school_name,
        cast(null as string) as municipality_code_raw,
        cast(null as string) as municipality_raw,
        row_count
    from gia_mentions

)

select
    mentions.import_id,
    cast(mentions.year as smallint) as year,
    imports.delivered_at,
    imports.modified_at,
    imports.source_file,
    mentions.school_id,
    mentions.login,
    mentions.school_name,
    coalesce({{ municipality_code('mentions.municipality_code_raw') }}, {{ municipality_code('mentions.municipality_raw') }}) as municipality_code,
    {{ name_part('mentions.municipality_raw') }} as municipality_name,
    {{ name_key(name_part('mentions.municipality_raw')) }} as municipality_key,
    cast(mentions.row_count as int) as row_count
from all_mentions as mentions
inner join {{ ref('stg_ledger__import') }} as imports
    on mentions.import_id = imports.import_id
