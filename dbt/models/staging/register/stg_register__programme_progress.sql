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
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        {{ try_whole('raw.pupil_count', 'int') }} as pupil_count,
        {{ try_whole('raw.base_reached_count', 'int') }} as base_reached_count,
        {{ try_whole('raw.advanced_pupil_count', 'int') }} as advanced_pupil_count,
        {{ try_whole('raw.advanced_reached_count', 'int') }} as advanced_reached_count,
        {{ newest_slice(register_slice('programme_progress')) }} as delivery_rank
    {{ committed_rows('programme_progress') }}
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
    grade,
    pupil_count,
    base_reached_count,
    advanced_pupil_count,
    advanced_reached_count
from stated
where delivery_rank = 1
