{{ config(alias='implausible_context') }}
-- Answers outside the bounds of their factor: the value is not used.
select
    factor.year,
    factor.region_code,
    factor.school_id,
    factor.factor_id,
    bounds.label_ru,
    factor.raw_value,
    bounds.min_value,
    bounds.max_value,
    factor.source,
    'Неправдоподобный ответ (' || bounds.label_ru || '): ' || {{ ru_number('factor.raw_value', 2) }} || '. Проверьте ответ школы; значение не использовано' as message
from {{ ref('fct_school_factor') }} as factor
inner join {{ ref('context_factor') }} as bounds
    on factor.factor_id = bounds.factor_id
where factor.status = 'implausible'
