-- Functional literacy, one row per work of a class. A row counts where its levels are given and sum to those who wrote it.
with levelled as (

    select
        result.*,
        coalesce(level_1_count, level_2_count, level_3_count, level_4_count, level_5_count) is not null as has_levels,
        coalesce(level_1_count, 0) + coalesce(level_2_count, 0) + coalesce(level_3_count, 0)
        + coalesce(level_4_count, 0) + coalesce(level_5_count, 0) as level_sum,
        {%- for level in range(1, 6) %}
        case when {{ param('fl_success_level') }} <= {{ level }} then coalesce(level_{{ level }}_count, 0) else 0 end{{ ' +' if not loop.last }}
        {%- endfor %} as success_count
    from {{ ref('stg_register__fl_result') }} as result

)

select
    cast(levelled.year as smallint) as year,
    levelled.region_code,
    school.municipality_code,
    levelled.school_id,
    levelled.assessment_date,
    cast(levelled.grade as smallint) as grade,
    levelled.class_label,
    levelled.direction,
    cast(levelled.assessed_count as int) as assessed_count,
    cast(levelled.level_1_count as int) as level_1_count,
    cast(levelled.level_2_count as int) as level_2_count,
    cast(levelled.level_3_count as int) as level_3_count,
    cast(levelled.level_4_count as int) as level_4_count,
    cast(levelled.level_5_count as int) as level_5_count,
    cast(case when levelled.has_levels then levelled.success_count end as int) as success_count,
    levelled.has_levels,
    levelled.has_levels and levelled.level_sum = levelled.assessed_count as is_counted,
    levelled.import_id,
    levelled.source_file,
    levelled.source_sheet,
    cast(levelled.source_row as int) as source_row
from levelled
left join {{ ref('dim_school') }} as school
    on levelled.school_id = school.school_id
