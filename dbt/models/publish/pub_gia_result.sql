-- Final results of ГИА per entity × subject × level × year, sums only. Results of an unknown school count in the region.
with fact as (

    select
        year,
        {{ rolled_entity() }},
        subject_code,
        grade,
        sum(result_count) as result_count,
        sum(judged_count) as judged_count,
        sum(passed_count) as passed_count,
        sum(marked_count) as marked_count,
        sum(mark_2_count) as mark_2_count,
        sum(mark_3_count) as mark_3_count,
        sum(mark_4_count) as mark_4_count,
        sum(mark_5_count) as mark_5_count,
        sum(score_count) as score_count,
        sum(score_80_count) as score_80_count,
        sum(score_high_count) as score_high_count,
        sum(score_sum) as score_sum
    from {{ ref('agg_gia_cell') }}
    group by
        year,
        region_code,
        rollup (municipality_code, school_id),
        subject_code,
        grade

)

select
    {{ entity_columns('fact') }},
    cast(fact.result_count as int) as result_count,
    cast(fact.judged_count as int) as judged_count,
    cast(fact.passed_count as int) as passed_count,
    cast(fact.marked_count as int) as marked_count,
    cast(fact.mark_2_count as int) as mark_2_count,
    cast(fact.mark_3_count as int) as mark_3_count,
    cast(fact.mark_4_count as int) as mark_4_count,
    cast(fact.mark_5_count as int) as mark_5_count,
    cast(fact.score_count as int) as score_count,
    cast(fact.score_80_count as int) as score_80_count,
    cast(fact.score_high_count as int) as score_high_count,
    cast(fact.score_sum as double) / nullif(fact.score_count, 0) as mean_score
from fact
{{ entity_joins('fact') }}
