-- Final results per school, subject and level, all additive. `ege_…`: exams of the ЕГЭ only, base mathematics among them;
-- `score_…`: results on the scale of 100. `judged`: the minimum of the year is known.
select
    year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    grade,
    cast(count(*) as int) as result_count,
    cast(count(mark) as int) as marked_count,
    {%- for mark in [2, 3, 4, 5] %}
    cast(count(*) filter (where mark = {{ mark }}) as int) as mark_{{ mark }}_count,
    {%- endfor %}
    cast(count(is_passed) as int) as judged_count,
    cast(count(*) filter (where is_passed) as int) as passed_count,
    cast(count(*) filter (where exam_kind = 'ege') as int) as ege_count,
    cast(count(is_passed) filter (where exam_kind = 'ege') as int) as ege_judged_count,
    cast(count(*) filter (where exam_kind = 'ege' and is_passed) as int) as ege_passed_count,
    cast(count(test_score) as int) as score_count,
    cast(count(*) filter (where test_score >= {{ param('high_score_min') }}) as int) as score_80_count,
    cast(count(*) filter (where test_score >= {{ param('ege_high_index_min') }}) as int) as score_high_count,
    cast(sum(test_score) as double) as score_sum,
    cast(sum(primary_score) as double) as primary_sum
from {{ ref('fct_gia_result') }}
group by year, region_code, municipality_code, school_id, subject_code, grade
