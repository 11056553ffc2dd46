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
        nullif(trim(raw.measure_no), '') as measure_no,
        nullif(trim(raw.measure), '') as measure,
        nullif(trim(raw.grades_raw), '') as grades_raw,
        nullif(trim(raw.subjects_raw), '') as subjects_raw,
        nullif(trim(raw.responsible), '') as responsible,
        nullif(trim(raw.term_text), '') as term_text,
        {{ try_date('raw.term_from') }} as term_from,
        {{ try_date('raw.term_to') }} as term_to,
        raw.term_kind as term_kind,
        case when raw.execution in ('cancelled', 'done', 'in_progress', 'not_done') then raw.execution end as execution,
        {{ try_date('raw.done_date') }} as done_date,
        {{ newest_slice(register_slice('measure_register')) }} as delivery_rank
    {{ committed_rows('measure_register') }}
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
    measure_no,
    measure,
    grades_raw,
    subjects_raw,
    responsible,
    term_text,
    term_from,
    term_to,
    term_kind,
    execution,
    done_date
from stated
where delivery_rank = 1
