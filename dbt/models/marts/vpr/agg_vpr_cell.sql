-- The additive table everything rolls up from: year × school × subject × grade.
with works as (

    select
        result.*,
        result.is_participant and not result.is_over_max as is_scored
    from {{ ref('fct_vpr_result') }} as result

)

select
    cast(year as smallint) as year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    subject_code,
    cast(grade as smallint) as grade,
    cast(count(*) as int) as listed_count,
    cast(count(*) filter (where is_absent) as int) as absent_count,
    cast(count(*) filter (where is_participant) as int) as participant_count,
    cast(count(*) filter (where is_scored) as int) as scored_count,
    cast(count(mark) as int) as marked_count,
    cast(count(*) filter (where is_participant and min_3 is null) as int) as unscaled_count,
    {%- for m in [2, 3, 4, 5] %}
    cast(count(*) filter (where mark = {{ m }}) as int) as mark_{{ m }}_count,
    {%- endfor %}
    {%- for l in ['below_base', 'base', 'high'] %}
    cast(count(*) filter (where level = '{{ l }}') as int) as {{ l }}_count,
    {%- endfor %}
    cast(count(journal_cmp) as int) as journal_both_count,
    {%- for c in ['lowered', 'confirmed', 'raised'] %}
    cast(count(*) filter (where journal_cmp = '{{ c }}') as int) as journal_{{ c }}_count,
    {%- endfor %}
    cast(count(*) filter (where mark is not null and journal_mark is null) as int) as journal_missing_count,
    cast(sum(primary_score) filter (where is_scored) as bigint) as score_sum,
    cast(sum(cast(primary_score as int) * primary_score) filter (where is_scored) as bigint) as score_sq_sum,
    cast(case
        when count(*) filter (where is_scored and max_score is null) = 0
            then sum(max_score) filter (where is_scored)
    end as bigint) as score_max_sum,
    cast(count(*) filter (where is_participant and exported_total <> primary_score) as int) as total_mismatch_count,
    cast(count(*) filter (where is_over_max) as int) as over_max_count,
    {%- for b in [3, 4, 5] %}
    {%- for offset, suffix in [(-2, 'm2'), (-1, 'm1'), (0, 'at'), (1, 'p1')] %}
    cast(case when count(min_{{ b }}) > 0 then count(*) filter (where is_scored and primary_score - min_{{ b }} = {{ offset }}) end as int)
        as bound_{{ b }}_{{ suffix }}_count,
    {%- endfor %}
    {%- endfor %}
    {%- for t in task_columns() %}
    cast(sum(case when {{ t }} < 0 then 0 else {{ t }} end) filter (where is_participant) as int) as {{ t }}_sum,
    {%- endfor %}
    {%- for t in task_columns() %}
    cast(count({{ t }}) filter (where is_participant) as int) as {{ t }}_count{{ '' if loop.last else ',' }}
    {%- endfor %}
from works
group by year, region_code, school_id, subject_code, grade
