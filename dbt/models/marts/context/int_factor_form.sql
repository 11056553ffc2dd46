-- Factors from ОО-1 and ОО-2, one row per school, year and factor; numerator and denominator where it is a share.
{%- set cells = {
    'advanced_pupils': ('oo1', '2.1.3', '04', 3), 'pupils': ('oo1', '2.1.3', '02', 3),
    'shift_1': ('oo1', '2.6', '02', 3), 'shift_all': ('oo1', '2.6', '01', 3),
    'transported': ('oo1', '2.7', '02', 3), 'to_transport': ('oo1', '2.7', '01', 3),
    'teachers': ('oo1', '3.1', '02', 3), 'higher': ('oo1', '3.1', '02', 4),
    'top': ('oo1', '3.1', '02', 6), 'first_category': ('oo1', '3.1', '02', 7),
    'posts': ('oo1', '3.2', '02', 3), 'posts_filled': ('oo1', '3.2', '02', 4),
    'rooms': ('oo2', '1.1', '01', 3), 'board_rooms': ('oo2', '1.1', '01', 4),
    'projector_rooms': ('oo2', '1.1', '01', 5), 'equipped_rooms': ('oo2', '1.1', '01', 6),
    'computers': ('oo2', '2.1', '01', 4), 'speed': ('oo2', '2.2', '01', 3), 'books': ('oo2', '3.1', '01', 3)
} %}
{%- set factors = [
    ('advanced_study_pupils_share', 'advanced_pupils', 'pupils', 100, 'form_oo1'),
    ('pupils_total', 'pupils', none, none, 'form_oo1'),
    ('staffed_share', 'posts_filled', 'posts', 100, 'form_oo1'),
    ('teachers_higher_edu_share', 'higher', 'teachers', 100, 'form_oo1'),
    ('teachers_top_category_share', 'top', 'teachers', 100, 'form_oo1'),
    ('teachers_first_top_category_share', 'top + first_category', 'teachers', 100, 'form_oo1'),
    ('first_shift_share', 'shift_1', 'shift_all', 100, 'form_oo1'),
    ('transported_share', 'transported', 'to_transport', 100, 'form_oo1'),
    ('internet_speed_band', 'speed_band', none, none, 'form_oo2'),
    ('pc_per_pupil', 'computers', 'enrolled', 1, 'form_oo2'),
    ('board_room_share', 'board_rooms', 'rooms', 100, 'form_oo2'),
    ('projector_room_share', 'projector_rooms', 'rooms', 100, 'form_oo2'),
    ('equipped_room_share', 'equipped_rooms', 'rooms', 100, 'form_oo2'),
    ('library_fund_per_pupil', 'books', 'enrolled', 1, 'form_oo2')
] %}
with form as (

    select
        year,
        school_id,
        {%- for name, (form_code, section, row_code, column_no) in cells.items() %}
        max(case
            when form_code = '{{ form_code }}' and section = '{{ section }}' and row_code = '{{ row_code }}' and column_no = {{ column_no }}
                then value
        end) as {{ name }}{{ '' if loop.last else ',' }}
        {%- endfor %}
    from {{ ref('fct_stat_form_cell') }}
    group by year, school_id

),

enrolment as (

    select
        year,
        school_id,
        sum(pupil_count) as enrolled
    from {{ ref('agg_enrolment') }}
    group by year, school_id

),

known as (

    select
        form.*,
        {{ speed_band('form.speed') }} as speed_band,
        enrolment.enrolled
    from form
    left join enrolment
        on form.year = enrolment.year and form.school_id = enrolment.school_id

),

{{ factor_rows('known', factors) }}
