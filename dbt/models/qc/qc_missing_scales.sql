{{ config(alias='missing_scales') }}
-- Keys without a mark scale: their works have no mark, their indicators say no_data. Add the scale to seeds/thresholds/vpr_mark_scale.csv.
select
    year,
    region_code,
    grade,
    subject_code,
    mode,
    cast(count(*) filter (where is_participant) as int) as participant_count,
    cast(count(distinct school_id) as int) as school_count,  -- schools, not works
    max(max_score) as max_score,
    max(primary_score) as observed_max_score,
    'Нет шкалы перевода: отметки не выставлены. Добавьте строку в seeds/thresholds/vpr_mark_scale.csv с документом-источником' as message
from {{ ref('fct_vpr_result') }}
where min_3 is null
group by year, region_code, grade, subject_code, mode
having count(*) filter (where is_participant) > 0
