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
        nullif(trim(raw.protocol_no), '') as protocol_no,
        {{ try_date('raw.recheck_date') }} as recheck_date,
        nullif(trim(raw.subject_raw), '') as subject_raw,
        subject_alias.subject_code,
        {{ try_whole('raw.grade', 'smallint') }} as grade,
        nullif(trim(raw.participant_code), '') as participant_code,
        nullif(trim(raw.task_label), '') as task_label,
        {{ to_number('raw.first_score') }} as first_score,
        {{ to_number('raw.second_score') }} as second_score,
        nullif(trim(raw.expert_code), '') as expert_code,
        {{ newest_slice(register_slice('recheck_protocol')) }} as delivery_rank
    {{ committed_rows('recheck_protocol') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login
    left join {{ ref('subject_alias') }} as subject_alias
        on {{ name_key('raw.subject_raw') }} = {{ name_key('subject_alias.alias') }}

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
    protocol_no,
    recheck_date,
    subject_raw,
    subject_code,
    grade,
    participant_code,
    task_label,
    first_score,
    second_score,
    expert_code
from stated
where delivery_rank = 1
