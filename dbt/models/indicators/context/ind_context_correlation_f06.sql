with measured as (

    {{ context_link('first_shift_share') }}

)

{{ indicator_rows('context_correlation_f06', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
