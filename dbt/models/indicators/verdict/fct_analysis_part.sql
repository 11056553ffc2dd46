-- Required parts of the analysis of ВПР (004, 7.1): which of them an entity and year that has any of them has.
{%- set parts = [
    ('base_level', ['ind_vpr_base_index'], "subject_code = 'all' and grade = 0"),
    ('high_level', ['ind_vpr_high_index'], "subject_code = 'all' and grade = 0"),
    ('subject_results', ['ind_vpr_success_share'], "subject_code <> 'all'"),
    ('metasubject_results', [
        'ind_vpr_all_subjects_passed_share_g4', 'ind_vpr_all_subjects_passed_share_g5', 'ind_vpr_all_subjects_passed_share_g6',
        'ind_vpr_all_subjects_passed_share_g7', 'ind_vpr_all_subjects_passed_share_g8'
    ], "subject_code = 'all'"),
    ('current_progress', ['ind_vpr_not_confirmed_share'], "subject_code = 'all' and grade = 0")
] %}
with found as (

    {% for part_code, models, scope in parts -%}
    {%- for model in models -%}
    select
        year,
        entity_level,
        entity_id,
        '{{ part_code }}' as part_code
    from {{ ref(model) }}
    where
        status = 'ok'
        and {{ scope }}
    union
    {% endfor -%}
    {%- endfor -%}
    select
        this_year.year,
        this_year.entity_level,
        this_year.entity_id,
        'dynamics' as part_code
    from {{ ref('ind_vpr_base_index') }} as this_year
    inner join {{ ref('ind_vpr_base_index') }} as year_before
        on
            this_year.year = year_before.year + 1
            and this_year.entity_level = year_before.entity_level
            and this_year.entity_id = year_before.entity_id
            and this_year.subject_code = year_before.subject_code
            and this_year.grade = year_before.grade
    where
        this_year.status = 'ok'
        and year_before.status = 'ok'
        and this_year.subject_code = 'all'
        and this_year.grade = 0

),

required as (

    {% for part_code in ['base_level', 'high_level', 'subject_results', 'metasubject_results', 'dynamics', 'current_progress'] -%}
    select '{{ part_code }}' as part_code
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

entity_year as (

    select distinct
        year,
        entity_level,
        entity_id
    from found

)

select
    entity_year.year,
    entity_year.entity_level,
    entity_year.entity_id,
    required.part_code,
    found.part_code is not null as is_present
from entity_year
cross join required
left join found
    on
        entity_year.year = found.year
        and entity_year.entity_level = found.entity_level
        and entity_year.entity_id = found.entity_id
        and required.part_code = found.part_code
