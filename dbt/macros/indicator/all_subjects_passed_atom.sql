{#- CTE `atom` of T11–T15: pupils of a grade who passed every work assigned to them, over the contingent of the grade. -#}
{% macro all_subjects_passed_atom(grade) %}
with atom as (

    select
        pupils.year,
        pupils.region_code,
        pupils.municipality_code,
        pupils.school_id,
        pupils.all_passed_count as numerator,
        contingent.contingent_count as denominator
    from {{ ref('agg_vpr_pupil_cell') }} as pupils
    inner join {{ ref('fct_vpr_contingent') }} as contingent
        on
            pupils.year = contingent.year
            and pupils.school_id = contingent.school_id
            and pupils.grade = contingent.grade
            and contingent.subject_code = 'all'
    where
        pupils.grade = {{ grade }}
        and pupils.unscaled_pupil_count = 0
        and contingent.contingent_count is not null

),
{% endmacro %}
