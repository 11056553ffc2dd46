{{ config(alias='programme_progress') }}
-- Rows of the report on mastering programmes whose counts contradict each other; the pair in question is not counted.
select
    year,
    region_code,
    municipality_code,
    school_id,
    grade,
    pupil_count,
    base_reached_count,
    advanced_pupil_count,
    advanced_reached_count,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    case
        when is_base_counted then 'Повышенный уровень не учтён: достигли больше, чем осваивают его, или осваивают его больше, чем обучающихся'
        when is_advanced_counted then 'Базовый уровень не учтён: достигли больше, чем обучающихся'
        else 'Не учтены оба уровня: достигли больше, чем обучающихся или осваивающих уровень'
    end as message
from {{ ref('fct_programme_progress') }}
where not (is_base_counted and is_advanced_counted)
