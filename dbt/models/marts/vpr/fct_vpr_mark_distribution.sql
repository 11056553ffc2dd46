-- Marks and journal comparison per entity × subject × grade; counts only, shares are made by readers.
with summed as (

    select
        year,
        region_code,
        {{ rolled_entity() }},
        subject_code,
        grade,
        count(*) as school_count,
        sum(participant_count) as participant_count,
        sum(marked_count) as marked_count,
        sum(mark_2_count) as mark_2_count,
        sum(mark_3_count) as mark_3_count,
        sum(mark_4_count) as mark_4_count,
        sum(mark_5_count) as mark_5_count,
        sum(journal_both_count) as journal_both_count,
        sum(journal_lowered_count) as journal_lowered_count,
        sum(journal_confirmed_count) as journal_confirmed_count,
        sum(journal_raised_count) as journal_raised_count
    from {{ ref('agg_vpr_cell') }}
    where participant_count > 0
    group by grouping sets (
        (year, region_code, subject_code, grade),
        (year, region_code, municipality_code, subject_code, grade),
        (year, region_code, municipality_code, school_id, subject_code, grade)
    )

)

select
    year,
    region_code,
    entity_level,
    entity_id,
    subject_code,
    grade,
    cast(school_count as int) as school_count,
    cast(participant_count as int) as participant_count,
    cast(marked_count as int) as marked_count,
    cast(mark_2_count as int) as mark_2_count,
    cast(mark_3_count as int) as mark_3_count,
    cast(mark_4_count as int) as mark_4_count,
    cast(mark_5_count as int) as mark_5_count,
    cast(journal_both_count as int) as journal_both_count,
    cast(journal_lowered_count as int) as journal_lowered_count,
    cast(journal_confirmed_count as int) as journal_confirmed_count,
    cast(journal_raised_count as int) as journal_raised_count
from summed
where entity_id is not null
