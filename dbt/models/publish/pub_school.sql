-- Schools with their municipality and the latest context answers.
with latest_context as (

    select
        school_id,
        settlement_type,
        pupil_count,
        teacher_count,
        row_number() over (partition by school_id order by year desc) as year_rank
    from {{ ref('dim_school_context') }}

)

select
    school.school_id,
    school.login,
    school.school_name,
    school.region_code,
    school.municipality_code,
    municipality.municipality_name,
    basis.label_ru as municipality_basis_name,
    school.min_grade,
    school.max_grade,
    context.settlement_type,
    context.pupil_count,
    context.teacher_count
from {{ ref('dim_school') }} as school
left join {{ ref('dim_municipality') }} as municipality
    on school.municipality_code = municipality.municipality_code
left join latest_context as context
    on school.school_id = context.school_id and context.year_rank = 1
{{ label_join('basis', 'municipality_basis', 'school.municipality_basis') }}
