-- Typed works, one row per work of the lake. Superseded deliveries are still here: int_vpr_slice picks the winner.
with task_counts as (

    select
        _import_id,
        _batch_id,
        max(task_no) as task_count
    from {{ source('raw', 'vpr_task') }}
    group by _import_id, _batch_id

),

works as (

    select
        raw._import_id,
        raw._source_file,
        raw._source_sheet,
        raw._source_row,
        raw.layout,
        raw.year,
        raw.subject_code,
        raw.grade,
        raw.mode,
        raw.login,
        raw.school_name,
        raw.municipality_code_raw,
        raw.municipality_raw,
        raw.participant_code,
        raw.class_raw,
        raw.sex_raw,
        raw.variant_raw,
        raw.total_raw,
        raw.mark_raw,
        raw.journal_mark_raw,
        raw.textbook_raw,
        {%- for t in task_columns() %}
        raw.{{ t }},
        {%- endfor %}
        school_alias.school_id as alias_school_id,
        task_counts.task_count
    {{ committed_rows('vpr_work') }}
    left join task_counts
        on raw._import_id = task_counts._import_id and raw._batch_id = task_counts._batch_id
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.login)) = school_alias.login

)

select
    works._import_id as import_id,
    works._source_file as source_file,
    works._source_sheet as source_sheet,
    cast(works._source_row as int) as source_row,
    works.layout,
    cast(works.year as smallint) as year,
    works.subject_code,
    cast(works.grade as smallint) as grade,
    coalesce(nullif(trim(works.mode), ''), 'standard') as mode,
    lower(trim(works.login)) as login,
    {{ school_id('works.login', 'works.alias_school_id') }} as school_id,
    {{ name_part('works.school_name') }} as school_name,
    works.municipality_code_raw,
    works.municipality_raw,
    nullif(trim(works.participant_code), '') as participant_code,
    case when {{ name_key('works.class_raw') }} not in ('', 'нет', '-') then {{ name_key('works.class_raw') }} end as class_label,
    case
        when lower(trim(works.sex_raw)) like 'м%' then 'm'
        when lower(trim(works.sex_raw)) like 'ж%' or lower(trim(works.sex_raw)) like 'д%' then 'f'
    end as sex,
    nullif(trim(works.variant_raw), '') as variant,
    {{ to_number('works.total_raw') }} as exported_total,
    cast(case when {{ to_number('works.mark_raw') }} in (2, 3, 4, 5) then {{ to_number('works.mark_raw') }} end as tinyint) as exported_mark,
    cast(case when {{ to_number('works.journal_mark_raw') }} in (2, 3, 4, 5) then {{ to_number('works.journal_mark_raw') }} end as tinyint) as journal_mark,
    nullif(trim(works.textbook_raw), '') as textbook,
    {%- for t in task_columns() %}
    {{ task_state('works.' ~ t, loop.index, 'works.task_count') }} as {{ t }}{{ '' if loop.last else ',' }}
    {%- endfor %}
from works
