with measured as (

    {{ context_link('transported_share') }}

)

{{ indicator_rows('context_correlation_f07', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
