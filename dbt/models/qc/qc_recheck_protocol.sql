{{ config(alias='recheck_protocol') }}
-- Rows of re-check protocols that contradict our works; only first_differs is counted nevertheless.
select
    problem as rule,
    year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    grade,
    participant_code,
    task_label,
    first_score,
    second_score,
    own_score,
    max_points,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    case problem
        when 'unknown_work' then 'Работы с таким кодом у этой школы нет: строка не учтена'
        when 'ambiguous_work' then 'Код носят две работы: непонятно, какая перепроверена; строка не учтена'
        when 'unknown_task' then 'Такого задания в работе нет: строка не учтена'
        when 'not_a_score' then 'Второй балл — не целое неотрицательное число: строка не учтена'
        when 'over_max' then 'Второй балл больше наибольшего за задание: строка не учтена'
        else 'Первый балл в протоколе не равен баллу в выгрузке: учтён балл выгрузки'
    end as message
from {{ ref('int_recheck_row') }}
where problem is not null and (second_score is not null or problem <> 'first_differs')
