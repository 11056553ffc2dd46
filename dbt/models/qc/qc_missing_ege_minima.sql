{{ config(alias='missing_ege_minima') }}
-- Years and subjects of the ЕГЭ without a sourced minimum: whether the base level was reached is not said.
select
    year,
    subject_code,
    region_code,
    count(*) as result_count,
    'Минимум ЕГЭ этого года не внесён: индекс базового уровня не посчитан. Добавьте строку с источником в seeds/thresholds/ege_min_score.csv'
        as message
from {{ ref('fct_gia_result') }}
where exam_kind = 'ege' and is_passed is null
group by year, subject_code, region_code
