-- Appeals: the newest statement about each person and exam. The figures are those in force when the report was made.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        cast(raw.grade as smallint) as grade,
        {{ try_date('raw.exam_date') }} as exam_date,
        raw.subject_raw,
        {{ gia_subject() }} as subject_code,
        raw.region_code_raw as region_code,
        raw.school_code_raw as school_code,
        raw.participant_code,
        raw.person_key,
        raw.state_raw,
        case
            when lower(raw.state_raw) like '%не удовлетвор%' or lower(raw.state_raw) like '%отклон%' then 'rejected'
            when lower(raw.state_raw) like '%удовлетвор%' then 'satisfied'
            else 'open'
        end as appeal_state,
        {{ try_number('raw.primary_raw') }} as primary_score,
        {{ try_whole('raw.test_raw', 'smallint') }} as test_score,
        case when raw.mark_raw in ('2', '3', '4', '5') then cast(raw.mark_raw as smallint) end as mark,
        row_number() over (
            partition by
                raw.grade, raw.exam_date, raw.subject_raw, raw.region_code_raw, raw.school_code_raw, coalesce(raw.person_key, raw.participant_code)
            order by
                imports.delivered_at desc nulls last, imports.modified_at desc nulls last, raw._source_file desc, raw._source_row desc
        ) as statement_rank
    {{ committed_rows('gia_appeal') }}
    {{ gia_subject_joins() }}

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    grade,
    exam_date,
    subject_raw,
    subject_code,
    region_code,
    school_code,
    participant_code,
    person_key,
    state_raw,
    appeal_state,
    primary_score,
    test_score,
    mark
from stated
where statement_rank = 1
