-- Factors from the context questionnaires of 2021 and 2022, one row per school, year and factor.
-- Teachers «высшей категории» are asked for in 2021, «первой и высшей» in 2022: two factors.
{%- set factors = [
    ('pupils_total', 'pupil_count', none, none, 'school_context'),
    ('settlement_size_band', 'size_band', none, none, 'school_context'),
    ('advanced_study_levels', 'advanced_levels', none, none, 'school_context'),
    ('teachers_top_category_share', 'top_count', 'teacher_count', 100, 'school_context'),
    ('teachers_first_top_category_share', 'first_top_count', 'teacher_count', 100, 'school_context'),
    ('internet_speed_band', 'speed_band', none, none, 'school_context'),
    ('pc_per_pupil', 'pupil_computer_count', 'pupil_count', 1, 'school_context'),
    ('equipped_room_share', 'equipped_room_count', 'room_count', 100, 'school_context')
] %}
with answered as (

    select
        year,
        school_id,
        pupil_count,
        teacher_count,
        pupil_computer_count,
        room_count,
        equipped_room_count,
        case when year <= 2021 then teacher_top_category_count end as top_count,
        case when year >= 2022 then teacher_top_category_count end as first_top_count,
        {{ answer_number('settlement_size') }} as size_band,
        case
            when lower(internet_speed) like '%отсутствует%' then 0
            when lower(internet_speed) like 'до 25 %' then 1
            when lower(internet_speed) like '26%' then 2
            when lower(internet_speed) like '51%' then 3
            when lower(internet_speed) like 'более 100%' then 4
        end as speed_band,
        case
            when not has_advanced then 0
            when has_advanced
                then case when has_advanced_primary then 1 else 0 end
                    + case when has_advanced_basic then 1 else 0 end
                    + case when has_advanced_upper then 1 else 0 end
        end as advanced_levels
    from {{ ref('dim_school_context') }}

),

{{ factor_rows('answered', factors) }}
