-- Pupils a VPR work was for, per school, grade and subject ('all': the grade), and how many of them had to write it.
-- The register answers where it has the grade; a whole grade is else that of ФСН ОО-1; else the protocol, as vpr_contingent_mode allows.
with cell as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        subject_code,
        grade,
        listed_count,
        participant_count
    from {{ ref('agg_vpr_cell') }}
    union all
    select
        year,
        region_code,
        municipality_code,
        school_id,
        'all' as subject_code,
        grade,
        code_count as listed_count,
        cast(null as int) as participant_count
    from {{ ref('agg_vpr_pupil_cell') }}

),

enrolled as (

    select
        year,
        school_id,
        grade,
        {{ rotation_class('grade', 'lower(class_label)') }} as class_key,
        study_form in ('home', 'hospital') or (study_form = 'family' and not coalesce(has_vpr_consent, false)) as is_exempt,
        is_ovz and not coalesce(has_vpr_consent, false) as is_ovz_without_consent
    from {{ ref('stg_register__pupil') }}

),

enrolled_for as (

    select
        enrolled.year,
        enrolled.school_id,
        enrolled.grade,
        subject.subject_code,
        enrolled.is_exempt,
        enrolled.is_ovz_without_consent
    from enrolled
    inner join {{ ref('int_vpr_class_subject') }} as subject
        on
            enrolled.year = subject.year
            and enrolled.school_id = subject.school_id
            and enrolled.grade = subject.grade
            and enrolled.class_key = subject.class_key
    union all
    select
        year,
        school_id,
        grade,
        'all' as subject_code,
        is_exempt,
        is_ovz_without_consent
    from enrolled

),

registered as (

    select
        year,
        school_id,
        grade,
        subject_code,
        count(*) as contingent_count,
        count(*) filter (where is_exempt) as exempt_count,
        count(*) filter (where is_ovz_without_consent and not coalesce(is_exempt, false)) as ovz_without_consent_count
    from enrolled_for
    group by year, school_id, grade, subject_code

),

found as (

    select
        cell.year,
        cell.region_code,
        cell.municipality_code,
        cell.school_id,
        cell.subject_code,
        cell.grade,
        case
            when registered.contingent_count is not null and {{ param('vpr_contingent_mode') }} <> 1 then 'register'
            when enrolment.pupil_count is not null and {{ param('vpr_contingent_mode') }} <> 1 then 'form_oo1'
            when {{ param('vpr_contingent_mode') }} <> 2 then 'protocol'
        end as contingent_basis,
        cell.listed_count,
        cell.participant_count,
        enrolment.pupil_count,
        registered.contingent_count,
        registered.exempt_count,
        registered.ovz_without_consent_count
    from cell
    left join registered
        on
            cell.year = registered.year
            and cell.school_id = registered.school_id
            and cell.grade = registered.grade
            and cell.subject_code = registered.subject_code
    left join {{ ref('agg_enrolment') }} as enrolment
        on
            cell.subject_code = 'all'
            and cell.year = enrolment.year
            and cell.school_id = enrolment.school_id
            and cell.grade = enrolment.grade
            and enrolment.source = 'form_oo1'

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    subject_code,
    grade,
    contingent_basis,
    cast(case contingent_basis
        when 'register' then contingent_count
        when 'form_oo1' then pupil_count
        when 'protocol' then listed_count
    end as int) as contingent_count,
    cast(exempt_count as int) as exempt_count,
    cast(ovz_without_consent_count as int) as ovz_without_consent_count,
    cast(case contingent_basis
        when 'register' then contingent_count - exempt_count - ovz_without_consent_count
        when 'form_oo1' then pupil_count
        when 'protocol' then listed_count
    end as int) as eligible_count,
    participant_count
from found
