-- Own markers with their evidence; the official list stands in a column of its own.
with fact as (

    select
        year,
        'school' as entity_level,
        school_id as entity_id,
        subject_code,
        grade,
        marker_code,
        case when is_marked then 'marked' when not is_marked then 'not_marked' else 'no_data' end as state_code,
        n,
        n_before,
        school_mean,
        school_low,
        region_mean,
        region_high,
        spearman_rho,
        cohort_ratio,
        cohort_low,
        cohort_high
    from {{ ref('fct_objectivity_marker') }}

)

select
    {{ entity_columns('fact') }},
    fact.marker_code,
    marker.label_ru as marker_name,
    fact.state_code as own_marker_state,
    state_label.label_ru as own_marker_state_name,
    fact.n,
    fact.n_before,
    fact.school_mean,
    fact.school_low,
    fact.region_mean,
    fact.region_high,
    fact.spearman_rho,
    fact.cohort_ratio,
    fact.cohort_low,
    fact.cohort_high,
    listed.is_marked as is_on_official_list
from fact
{{ entity_joins('fact') }}
{{ label_join('state_label', 'marker_state', 'fact.state_code') }}
left join {{ ref('objectivity_marker') }} as marker
    on
        marker.procedure_code = 'vpr'
        and fact.marker_code = marker.marker_code
        and fact.subject_code = marker.subject_code
        and fact.grade = marker.grade
left join {{ ref('fct_biased_school') }} as listed
    on
        fact.year = listed.year
        and fact.entity_id = listed.school_id
        and fact.subject_code = listed.subject_code
        and fact.grade = listed.grade
