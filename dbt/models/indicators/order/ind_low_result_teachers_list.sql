-- Classes and subjects, never teachers: 1.3 forbids to rate teachers by ВПР. Who teaches them: restricted.fct_teacher_support.
with atom as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        sum(case when is_low then 1 else 0 end) as numerator
    from {{ ref('fct_class_result') }}
    where is_large_enough
    group by year, region_code, municipality_code, school_id

),

{{ count_indicator('low_result_teachers_list') }}
