with measured as (

    {{ context_link('advanced_study_pupils_share') }}

)

{{ indicator_rows('context_correlation_f01', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
