-- Results of the newest delivery of each exam and school. Figures as the protocol has them, before appeals.
with stated as (

    select
        {{ lineage() }},
        raw.layout,
        cast(raw.year as smallint) as year,
        cast(raw.grade as smallint) as grade,
        {{ gia_exam_kind() }} as exam_kind,
        {{ try_date('raw.exam_date') }} as exam_date,
        raw.subject_code_raw,
        raw.subject_raw,
        {{ gia_subject() }} as subject_code,
        raw.region_code_raw as region_code,
        raw.municipality_code_raw,
        raw.school_code_raw as school_code,
        case when raw.grade = 9 then 'oge' else 'ege' end as code_kind,
        raw.class_raw,
        raw.participant_code,
        raw.person_key,
        {{ gia_person_id() }} as person_id,
        raw.variant_raw,
        raw.answers_short,
        raw.answers_long,
        {{ try_number('raw.primary_raw') }} as primary_score,
        {{ try_whole('raw.test_raw', 'smallint') }} as test_score,
        case when raw.mark_raw in ('2', '3', '4', '5') then cast(raw.mark_raw as smallint) end as mark,
        regexp_extract(
            lower(coalesce(raw.state_raw, '') || ' ' || coalesce(raw.mark_raw, '')), '(аннул|удал|не ?яв|н/я|не ?зав)', 1
        ) = '' as is_valid,
        {{ newest_slice(['raw.year', 'raw.exam_kind', 'raw.exam_date', 'raw.subject_raw', 'raw.region_code_raw', 'raw.school_code_raw']) }}
            as delivery_rank
    {{ committed_rows('gia_result') }}
    {{ gia_subject_joins() }}

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    layout,
    year,
    grade,
    exam_kind,
    exam_date,
    subject_code_raw,
    subject_raw,
    subject_code,
    region_code,
    municipality_code_raw,
    school_code,
    code_kind,
    class_raw,
    participant_code,
    person_key,
    person_id,
    variant_raw,
    answers_short,
    answers_long,
    primary_score,
    test_score,
    mark,
    is_valid
from stated
where delivery_rank = 1
