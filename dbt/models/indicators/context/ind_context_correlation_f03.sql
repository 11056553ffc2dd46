with measured as (

    {{ context_link('staffed_share') }}

)

{{ indicator_rows('context_correlation_f03', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
