{#- Select of `atom` for a flag: was a term of fct_deadline met? Municipalities only; a term that is not over yet, has no
    day 0 or no register to prove it gives no row. Followed by pooled_indicator(…, scale=1). -#}
{% macro deadline_flag_atom(rule_id) -%}
    select
        year,
        region_code,
        municipality_code,
        cast(null as string) as school_id,
        case when status = 'done_in_time' then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('fct_deadline') }}
    where
        rule_id = '{{ rule_id }}'
        and entity_level = 'municipality'
        and status in ('done_in_time', 'done_late', 'overdue')
{%- endmacro %}
