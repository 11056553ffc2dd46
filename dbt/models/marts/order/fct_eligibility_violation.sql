-- Who took part in ВПР against the order: one row per person, place and broken condition. What the register leaves blank breaks nothing.
with person as (

    select
        year,
        region_code,
        school_id,
        cast(null as string) as municipality_code,
        'observer' as role,
        observer_code as person_code,
        subject_code,
        grade,
        class_label,
        case when is_class_parent then 1 end as observer_is_parent,
        case when works_in_school then 1 end as observer_works_in_school,
        cast(null as int) as assistant_teaches_subject,
        cast(null as int) as school_member_teaches_class,
        cast(null as int) as school_member_short_experience,
        cast(null as int) as commission_short_experience,
        cast(null as int) as commission_no_higher_education,
        cast(null as int) as commission_not_qualified,
        cast(null as int) as commission_chair_not_rmo_head
    from {{ ref('stg_register__observer') }}
    where procedure = 'vpr'

    union all

    select
        year,
        region_code,
        school_id,
        municipality_code,
        role,
        expert_code as person_code,
        subject_code,
        grade,
        class_label,
        cast(null as int) as observer_is_parent,
        cast(null as int) as observer_works_in_school,
        case when body = 'classroom' and role = 'assistant' and teaches_subject then 1 end as assistant_teaches_subject,
        case when body = 'school_commission' and teaches_class then 1 end as school_member_teaches_class,
        case
            when body = 'school_commission' and not coalesce(is_administration, false) and experience_years < {{ param('expert_min_years') }} then 1
        end as school_member_short_experience,
        case when body = 'municipal_commission' and experience_years < {{ param('expert_min_years') }} then 1 end as commission_short_experience,
        case when body = 'municipal_commission' and not has_higher_education then 1 end as commission_no_higher_education,
        case when body = 'municipal_commission' and not is_qualified then 1 end as commission_not_qualified,
        case when body = 'municipal_commission' and role = 'chair' and not is_rmo_head then 1 end as commission_chair_not_rmo_head
    from {{ ref('stg_register__expert') }}

),

violation as (

    {% for violation, severity in [
        ('observer_is_parent', 'error'),
        ('observer_works_in_school', 'error'),
        ('assistant_teaches_subject', 'error'),
        ('school_member_teaches_class', 'warning'),
        ('school_member_short_experience', 'warning'),
        ('commission_short_experience', 'error'),
        ('commission_no_higher_education', 'error'),
        ('commission_not_qualified', 'error'),
        ('commission_chair_not_rmo_head', 'error'),
    ] -%}
    select
        year,
        region_code,
        school_id,
        municipality_code,
        role,
        person_code,
        subject_code,
        grade,
        class_label,
        '{{ violation }}' as violation_code,
        '{{ severity }}' as severity
    from person
    where {{ violation }} = 1
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    violation.year,
    violation.region_code,
    coalesce(violation.municipality_code, school.municipality_code) as municipality_code,
    violation.school_id,
    violation.role,
    violation.person_code,
    violation.subject_code,
    violation.grade,
    violation.class_label,
    violation.violation_code,
    violation.severity
from violation
left join {{ ref('dim_school') }} as school
    on violation.school_id = school.school_id
