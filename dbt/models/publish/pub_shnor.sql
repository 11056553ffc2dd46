-- Schools with low results and how they are supported: the decision with its reasons, and what the model promised and a register proves.
with promised as (

    select
        year,
        school_id,
        count(*) as promised_count,
        sum(case when is_covered then 1 else 0 end) as covered_count
    from {{ ref('fct_expected_result') }}
    where population = 'shnor'
    group by year, school_id

)

select
    shnor.year,
    shnor.region_code,
    shnor.municipality_code,
    municipality.municipality_name,
    shnor.school_id,
    school.school_name,
    shnor.basis,
    basis_label.label_ru as basis_name,
    shnor.is_shnor,
    shnor.procedure_count,
    shnor.failed_procedure_count,
    shnor.participant_count,
    shnor.failed_procedures,
    dynamics.is_positive as is_positive_dynamics,
    cast(promised.promised_count as int) as promised_count,
    cast(promised.covered_count as int) as covered_count
from {{ ref('fct_shnor') }} as shnor
left join {{ ref('dim_school') }} as school
    on shnor.school_id = school.school_id
left join {{ ref('dim_municipality') }} as municipality
    on shnor.municipality_code = municipality.municipality_code
left join {{ ref('fct_shnor_dynamics') }} as dynamics
    on
        shnor.year = dynamics.year
        and shnor.school_id = dynamics.school_id
left join promised
    on
        shnor.year = promised.year
        and shnor.school_id = promised.school_id
{{ label_join('basis_label', 'shnor_basis', 'shnor.basis') }}
where shnor.is_shnor or shnor.failed_procedure_count > 0
