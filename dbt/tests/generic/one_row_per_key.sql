{#- Fails with every key that more than one row carries. -#}
{% test one_row_per_key(model, key) %}
select
    {{ key | join(',\n    ') }},
    count(*) as row_count
from {{ model }}
group by {{ key | join(', ') }}
having count(*) > 1
{% endtest %}
