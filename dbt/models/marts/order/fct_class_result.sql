-- Result of a class in one subject; a school that writes no class letters counts as one class «нет».
select
    cast(year as smallint) as year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    coalesce(class_label, 'нет') as class_label,
    cast(count(mark) as int) as marked_count,
    cast(count(case when mark = 2 then 1 end) as int) as mark_2_count,
    count(mark) >= {{ param('low_class_min_n') }} as is_large_enough,
    count(mark) >= {{ param('low_class_min_n') }}
    and 100 * count(case when mark = 2 then 1 end) >= {{ param('low_result_mark_2_pct') }} * count(mark) as is_low
from {{ ref('fct_vpr_result') }}
where mark is not null
group by year, region_code, school_id, subject_code, grade, coalesce(class_label, 'нет')
