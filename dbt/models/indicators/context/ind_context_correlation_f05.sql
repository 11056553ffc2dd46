with measured as (

    {{ context_link('pc_per_pupil') }}

)

{{ indicator_rows('context_correlation_f05', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
