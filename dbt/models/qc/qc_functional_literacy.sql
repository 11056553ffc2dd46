{{ config(alias='functional_literacy') }}
-- What keeps a row or a school out of the indicators of functional literacy.
select
    year,
    region_code,
    municipality_code,
    school_id,
    grade,
    direction,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    case
        when has_levels then 'Сумма по уровням не равна числу выполнявших работу: строка не учтена'
        else 'Уровни не указаны: строка не учтена в долях по направлению'
    end as message
from {{ ref('fct_fl_result') }}
where direction <> 'all' and not is_counted
union all
select
    year,
    region_code,
    municipality_code,
    school_id,
    cast(null as smallint) as grade,
    'all' as direction,
    cast(null as string) as file,
    cast(null as string) as sheet,
    cast(null as int) as row,
    case
        when unique_pupil_count is null then 'Нет строки «все направления (уникальные обучающиеся)»: школа не входит в долю обучающихся'
        else 'Уникальных обучающихся больше, чем в контингенте: школа не входит в долю обучающихся'
    end as message
from {{ ref('fct_fl_coverage') }}
where is_reported and (unique_pupil_count is null or unique_pupil_count > register_pupil_count or unique_pupil_count > form_pupil_count)
