-- Risk profile: one row per school and factor; spellings of one factor share a key.
select
    cast(risk.year as smallint) as year,
    risk.region_code,
    max(school.municipality_code) as municipality_code,
    risk.school_id,
    {{ name_key('risk.factor') }} as factor_key,
    max(risk.factor) as factor,
    case max(case risk.significance when 'low' then 1 when 'medium' then 2 when 'high' then 3 end)
        when 1 then 'low' when 2 then 'medium' when 3 then 'high'
    end as significance
from {{ ref('stg_register__risk_profile') }} as risk
left join {{ ref('dim_school') }} as school
    on risk.school_id = school.school_id
where risk.factor is not null
group by risk.year, risk.region_code, risk.school_id, {{ name_key('risk.factor') }}
