-- Risk factors of schools with their significance.
select
    fact.year,
    entity.region_code,
    entity.municipality_code,
    municipality.municipality_name,
    fact.school_id,
    entity.entity_name as school_name,
    fact.factor,
    fact.significance,
    significance_label.label_ru as significance_name
from {{ ref('fct_risk_profile') }} as fact
inner join {{ ref('dim_entity') }} as entity
    on entity.entity_level = 'school' and fact.school_id = entity.entity_id
left join {{ ref('dim_municipality') }} as municipality
    on entity.municipality_code = municipality.municipality_code
{{ label_join('significance_label', 'significance', 'fact.significance') }}
