with project as (

    select school_id
    from {{ ref('fct_project_school') }}
    where list_kind = 'project_500'
    group by school_id

),

measured as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        subject_code,
        grade,
        cast(null as double) as numerator,
        case when dynamics_class is not null then marked_count end as denominator,
        dynamics_class as value
    from {{ ref('fct_school_dynamics') }}

),

indicator as (

    {{ indicator_rows('school_dynamics_class', subjects=['ru', 'ma'], grades=[5, 6], levels=['school'], members='project') }}

)

select
    indicator.indicator_id,
    indicator.year,
    indicator.entity_level,
    indicator.entity_id,
    indicator.subject_code,
    indicator.grade,
    indicator.numerator,
    indicator.denominator,
    indicator.value,
    case
        when indicator.status = 'no_data' and dynamics.marked_count is not null then 'no_base'
        else indicator.status
    end as status
from indicator
left join {{ ref('fct_school_dynamics') }} as dynamics
    on
        indicator.year = dynamics.year
        and indicator.entity_id = dynamics.school_id
        and indicator.subject_code = dynamics.subject_code
        and indicator.grade = dynamics.grade
where
    indicator.subject_code <> 'all'
    and indicator.grade > 0
