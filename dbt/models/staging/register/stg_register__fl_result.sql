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
        {{ try_date('raw.assessment_date') }} as assessment_date,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        upper(nullif(trim(raw.class_label), '')) as class_label,
        case when raw.direction in ('all', 'creative', 'finance', 'global', 'math', 'reading', 'science') then raw.direction end as direction,
        {{ try_whole('raw.assessed_count', 'int') }} as assessed_count,
        {{ try_whole('raw.level_1_count', 'int') }} as level_1_count,
        {{ try_whole('raw.level_2_count', 'int') }} as level_2_count,
        {{ try_whole('raw.level_3_count', 'int') }} as level_3_count,
        {{ try_whole('raw.level_4_count', 'int') }} as level_4_count,
        {{ try_whole('raw.level_5_count', 'int') }} as level_5_count,
        {{ newest_slice(register_slice('fl_result')) }} as delivery_rank
    {{ committed_rows('fl_result') }}
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
    assessment_date,
    grade,
    class_label,
    direction,
    assessed_count,
    level_1_count,
    level_2_count,
    level_3_count,
    level_4_count,
    level_5_count
from stated
where delivery_rank = 1
