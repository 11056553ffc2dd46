{{ config(alias='scale_gap') }}
-- Subjects and grades of a year with results nobody can judge: no mark scale, no maximum, no minimum of the ЕГЭ.
-- Nothing that pools them has a value (macro whole_rows).
{%- set scales = [
    ('vpr_mark', 'agg_vpr_cell', 'unscaled_count', none),
    ('vpr_max', 'agg_vpr_cell', 'case when score_max_sum is null then scored_count else 0 end', none),
    ('ege_min', 'agg_gia_cell', 'ege_count - ege_judged_count', 11),
    ('oge_mark', 'agg_gia_cell', 'result_count - marked_count', 9)
] %}
with gap as (

    {% for scale, cell, gap_count, grade in scales -%}
    select
        '{{ scale }}' as scale,
        year,
        region_code,
        subject_code,
        grade,
        {{ gap_count }} as gap_count
    from {{ ref(cell) }}
    {{ 'where grade = ' ~ grade if grade }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    scale,
    year,
    region_code,
    subject_code,
    grade,
    cast(sum(gap_count) as int) as result_count
from gap
where gap_count > 0
group by scale, year, region_code, subject_code, grade
