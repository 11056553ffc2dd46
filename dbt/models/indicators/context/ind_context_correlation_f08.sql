with measured as (

    {{ context_link('library_fund_per_pupil') }}

)

{{ indicator_rows('context_correlation_f08', min_n=param('context_min_schools'), levels=['region'], pooled=true) }}
