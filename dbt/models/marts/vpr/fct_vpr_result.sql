-- One row per work. Score is recomputed from the task cells, mark comes from the scale (region row before the common one).
with works as (

    select
        work.year,
        substr(work.school_id, 1, 2) as region_code,
        work.school_id,
        work.class_label,
        work.grade,
        work.subject_code,
        work.mode,
        work.participant_code,
        work.sex,
        work.variant,
        lower(coalesce(work.variant, '')) in ('отсутствовал', 'отсутсвовал', 'не присутствовал') as is_absent,
        work.exported_total,
        work.exported_mark,
        work.journal_mark,
        {%- for t in task_columns() %}
        work.{{ t }},
        {%- endfor %}
        {% for t in task_columns() %}coalesce(work.{{ t }}, -4) > -4{{ '' if loop.last else ' or ' }}{% endfor %} as has_filled_cell,
        {% for t in task_columns() %}cast(greatest(coalesce(work.{{ t }}, 0), 0) as smallint){{ '' if loop.last else ' + ' }}{% endfor %} as points_sum,
        work.import_id,
        work.source_file,
        work.source_sheet,
        work.source_row
    from {{ ref('stg_vpr__work') }} as work
    inner join {{ ref('int_vpr_slice') }} as slice
        on
            work.year = slice.year
            and work.subject_code = slice.subject_code
            and work.grade = slice.grade
            and work.school_id = slice.school_id
            and work.mode = slice.mode
            and work.import_id = slice.import_id
            and slice.is_current

),

header_maximums as (

    select
        import_id,
        case when count(*) = count(max_points) then sum(max_points) end as max_score
    from {{ ref('stg_vpr__task') }}
    group by import_id

),

scored as (

    select
        works.*,
        school.municipality_code,
        not works.is_absent and works.has_filled_cell as is_participant,
        case when not works.is_absent and works.has_filled_cell then works.points_sum end as primary_score,
        coalesce(scale.max_score, header_maximums.max_score) as max_score,
        scale.min_3,
        scale.min_4,
        scale.min_5,
        {{ level_margin('works.subject_code') }} as level_margin
    from works
    left join {{ ref('dim_school') }} as school
        on works.school_id = school.school_id
    left join header_maximums
        on works.import_id = header_maximums.import_id
    left join {{ ref('int_vpr_scale') }} as scale
        on
            works.region_code = scale.region_code
            and works.year = scale.year
            and works.grade = scale.grade
            and works.subject_code = scale.subject_code
            and works.mode = scale.mode

),

marked as (

    select
        scored.*,
        case
            when scored.primary_score > scored.max_score then null
            when scored.primary_score >= scored.min_5 then 5
            when scored.primary_score >= scored.min_4 then 4
            when scored.primary_score >= scored.min_3 then 3
            when scored.primary_score < scored.min_3 then 2
        end as mark
    from scored

)

select
    cast(year as smallint) as year,
    region_code,
    municipality_code,
    school_id,
    class_label,
    cast(grade as smallint) as grade,
    subject_code,
    mode,
    participant_code,
    sex,
    variant,
    cast(primary_score as smallint) as primary_score,
    cast(max_score as smallint) as max_score,
    cast(min_3 as smallint) as min_3,
    cast(min_4 as smallint) as min_4,
    cast(min_5 as smallint) as min_5,
    cast(mark as tinyint) as mark,
    cast(exported_mark as tinyint) as exported_mark,
    cast(journal_mark as tinyint) as journal_mark,
    'term' as journal_mark_kind,
    case
        when mark < journal_mark then 'lowered'
        when mark = journal_mark then 'confirmed'
        when mark > journal_mark then 'raised'
    end as journal_cmp,
    case
        when mark is null then null
        when primary_score - level_margin < min_3 then 'below_base'
        when mark = 5 then 'high'
        else 'base'
    end as level,
    is_participant,
    is_absent,
    coalesce(primary_score > max_score, false) as is_over_max,
    cast(exported_total as double) as exported_total,
    {%- for t in task_columns() %}
    cast({{ t }} as tinyint) as {{ t }},
    {%- endfor %}
    import_id,
    source_file,
    source_sheet,
    cast(source_row as int) as source_row
from marked
