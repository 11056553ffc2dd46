-- The additive table everything rolls up from: year × school × subject × grade.
-- `case` inside an aggregate, not `filter` beside it: DuckDB takes three times as long over a hundred filters. Not count_if: NULL over NULLs.
-- Task cells of who did not take part are blanked once; DuckDB sums a smallint in a bigint, an int in a hugeint.
with works as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        is_absent,
        is_participant,
        is_over_max,
        is_participant and not is_over_max as is_scored,
        mark,
        level,
        journal_mark,
        journal_cmp,
        primary_score,
        max_score,
        exported_total,
        min_3,
        min_4,
        min_5,
        {%- for t in task_columns() %}
        case when is_participant then {{ t }} end as {{ t }}{{ '' if loop.last else ',' }}
        {%- endfor %}
    from {{ ref('fct_vpr_result') }}

)

select
    cast(year as smallint) as year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(count(*) as int) as listed_count,
    cast(count(case when is_absent then 1 end) as int) as absent_count,
    cast(count(case when is_participant then 1 end) as int) as participant_count,
    cast(count(case when is_scored then 1 end) as int) as scored_count,
    cast(count(mark) as int) as marked_count,
    cast(count(case when is_participant and min_3 is null then 1 end) as int) as unscaled_count,
    {%- for m in [2, 3, 4, 5] %}
    cast(count(case when mark = {{ m }} then 1 end) as int) as mark_{{ m }}_count,
    {%- endfor %}
    {%- for l in ['below_base', 'base', 'high'] %}
    cast(count(case when level = '{{ l }}' then 1 end) as int) as {{ l }}_count,
    {%- endfor %}
    cast(count(journal_cmp) as int) as journal_both_count,
    {%- for c in ['lowered', 'confirmed', 'raised'] %}
    cast(count(case when journal_cmp = '{{ c }}' then 1 end) as int) as journal_{{ c }}_count,
    {%- endfor %}
    cast(count(case when mark is not null and journal_mark is null then 1 end) as int) as journal_missing_count,
    cast(sum(case when is_scored then primary_score end) as bigint) as score_sum,
    cast(sum(case when is_scored then cast(primary_score as int) * primary_score end) as bigint) as score_sq_sum,
    cast(case
        when count(case when is_scored and max_score is null then 1 end) = 0
            then sum(case when is_scored then max_score end)
    end as bigint) as score_max_sum,
    cast(count(case when is_participant and exported_total <> primary_score then 1 end) as int) as total_mismatch_count,
    cast(count(case when is_over_max then 1 end) as int) as over_max_count,
    {%- for b in [3, 4, 5] %}
    {%- for offset, suffix in [(-2, 'm2'), (-1, 'm1'), (0, 'at'), (1, 'p1')] %}
    cast(case when count(min_{{ b }}) > 0 then count(case when is_scored and primary_score - min_{{ b }} = {{ offset }} then 1 end) end as int)
        as bound_{{ b }}_{{ suffix }}_count,
    {%- endfor %}
    {%- endfor %}
    {%- for t in task_columns() %}
    cast(sum(cast(case when {{ t }} < 0 then 0 else {{ t }} end as smallint)) as int) as {{ t }}_sum,
    {%- endfor %}
    {%- for t in task_columns() %}
    cast(count({{ t }}) as int) as {{ t }}_count{{ '' if loop.last else ',' }}
    {%- endfor %}
from works
group by year, region_code, school_id, subject_code, grade
