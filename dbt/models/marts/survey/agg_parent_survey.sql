-- Parents' answers by school and procedure; blank answers are counted apart.
select
    cast(survey.year as smallint) as year,
    survey.region_code,
    max(school.municipality_code) as municipality_code,
    survey.school_id,
    survey.procedure,
    {%- for answer in ['satisfied', 'rather_satisfied', 'rather_dissatisfied', 'dissatisfied', 'undecided'] %}
    cast(count(*) filter (where survey.answer = '{{ answer }}') as int) as {{ answer }}_count,
    {%- endfor %}
    cast(count(*) filter (where survey.answer is null) as int) as blank_count
from {{ ref('stg_register__parent_survey') }} as survey
left join {{ ref('dim_school') }} as school
    on survey.school_id = school.school_id
group by survey.year, survey.region_code, survey.school_id, survey.procedure
