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
        pupils.grade = 5
        and pupils.unscaled_pupil_count = 0
        and contingent.contingent_count is not null

),

{{ pooled_indicator('vpr_all_subjects_passed_share_g5', grades=[5]) }}
