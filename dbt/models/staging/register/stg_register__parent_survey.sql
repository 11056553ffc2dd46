-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        substr({{ school_id('raw.login', 'school_alias.school_id') }}, 1, 2) as region_code,
        lower(trim(raw.login)) as login,
        {{ school_id('raw.login', 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.municipality_raw), '') as municipality_raw,
        nullif(trim(raw.school_name), '') as school_name,
        case when raw.procedure in ('ege', 'niko', 'oge', 'other', 'vpr') then raw.procedure end as procedure,
        {{ try_whole('raw.respondent_no', 'int') }} as respondent_no,
        case when raw.answer in ('dissatisfied', 'rather_dissatisfied', 'rather_satisfied', 'satisfied', 'undecided') then raw.answer end as answer,
        {{ newest_slice(register_slice('parent_survey')) }} as delivery_rank
    {{ committed_rows('parent_survey') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    login,
    school_id,
    municipality_raw,
    school_name,
    procedure,
    respondent_no,
    answer
from stated
where delivery_rank = 1
