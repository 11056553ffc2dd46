-- Context questionnaire, one row per school × year; the newest import of the year, its last row for the school.
-- Implausible answers are kept as answered. School questions are mapped by seeds/crosswalk/context_question.csv.
with answers as (

    select
        answer.school_id,
        answer.year,
        question.field_code,
        answer.answer,
        row_number() over (
            partition by answer.school_id, answer.year, question.field_code
            order by
                case when answer.answer is null then 1 else 0 end,
                imports.delivered_at desc nulls last,
                imports.modified_at desc nulls last,
                imports.source_file desc,
                answer.source_row desc,
                answer.question_no asc nulls last
        ) as answer_rank
    from {{ ref('stg_context__answer') }} as answer
    inner join {{ ref('stg_ledger__import') }} as imports
        on answer.import_id = imports.import_id
    inner join {{ ref('context_question') }} as question
        on answer.year = question.year and {{ begins_with("answer.question_key", "question.question") }}
    where answer.school_id is not null

)

select
    school_id,
    cast(year as smallint) as year,
    {%- for f in ['settlement_type', 'settlement_size', 'oge_code', 'ege_code', 'internet_speed'] %}
    max(case when field_code = '{{ f }}' then answer end) as {{ f }},
    {%- endfor %}
    {%- for f in ['is_special', 'is_evening', 'is_closed_type', 'is_boarding', 'has_advanced', 'has_advanced_primary', 'has_advanced_basic', 'has_advanced_upper'] %}
    max(case when field_code = '{{ f }}' then case lower(answer) when 'да' then true when 'нет' then false end end) as {{ f }},
    {%- endfor %}
    {%- for f in ['pupil_count', 'teacher_count', 'teacher_top_category_count', 'pupil_computer_count', 'room_count', 'equipped_room_count'] %}
    {{ whole_number("max(case when field_code = '" ~ f ~ "' then " ~ to_number('answer') ~ " end)", 'int') }} as {{ f }},
    {%- endfor %}
    {%- for g in range(1, 13) %}
    {%- set f = 'pupils_grade_%02d' | format(g) %}
    {{ whole_number("max(case when field_code = '" ~ f ~ "' then " ~ to_number('answer') ~ " end)", 'int') }} as {{ f }}{{ '' if loop.last else ',' }}
    {%- endfor %}
from answers
where answer_rank = 1
group by school_id, year
