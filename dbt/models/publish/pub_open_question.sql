-- What the owner has not answered yet, with the parameters that carry the answer taken for now.
select
    question.question_no,
    question.question_ru,
    question.source_document,
    question.parameter_id,
    parameter.label_ru as parameter_name,
    parameter.value as parameter_value,
    parameter.unit,
    parameter.basis,
    parameter.source_clause
from {{ ref('open_question') }} as question
left join {{ ref('parameter') }} as parameter
    on question.parameter_id = parameter.parameter_id
