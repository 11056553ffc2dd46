-- Marks as rows: one row per entity × subject × grade × year × mark. Without a scale there are no marks and no rows.
with fact as (

    {% for m in [2, 3, 4, 5] -%}
    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        cast({{ m }} as tinyint) as mark,
        mark_{{ m }}_count as work_count,
        marked_count
    from {{ ref('fct_vpr_mark_distribution') }}
    where marked_count > 0
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    {{ entity_columns('fact') }},
    fact.mark,
    fact.work_count,
    fact.marked_count,
    100 * cast(fact.work_count as double) / nullif(fact.marked_count, 0) as share_pct
from fact
{{ entity_joins('fact') }}
