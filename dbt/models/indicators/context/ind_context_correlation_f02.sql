with measured as (

    {{ context_link('pupils_total') }}

)

{{ indicator_rows('context_correlation_f02', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
