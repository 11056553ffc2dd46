with measured as (

    {{ context_link('teachers_higher_edu_share') }}

)

{{ indicator_rows('context_correlation_f04', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
