{#- Our entity id of a published FIS OKO group; `region` is the joined dim_region row found by name. -#}
{% macro fisoko_entity_id(published, region) -%}
case {{ published }}.group_kind
            when 'school' then {{ school_id(published ~ '.group_code') }}
            when 'municipality' then {{ municipality_code(published ~ '.group_code') }}
            when 'region' then coalesce({{ region }}.region_code, nullif(regexp_extract({{ published }}.group_code, '([0-9][0-9])', 1), ''))
        end
{%- endmacro %}


{#- Own share of the row's mark, percent of marked works. -#}
{% macro own_mark_pct() -%}
100 * cast(case keyed.mark
        when 2 then own.mark_2_count
        when 3 then own.mark_3_count
        when 4 then own.mark_4_count
        when 5 then own.mark_5_count
    end as double) / nullif(own.marked_count, 0)
{%- endmacro %}


{#- Own number of works in the row's journal category. -#}
{% macro own_journal_count() -%}
case keyed.category
        when 'lowered' then own.journal_lowered_count
        when 'confirmed' then own.journal_confirmed_count
        when 'raised' then own.journal_raised_count
    end
{%- endmacro %}


{#- Rows of a staged FIS OKO report with our entity id; the body of the CTE `keyed`. -#}
{% macro fisoko_keyed(staged) -%}
select
        published.*,
        {{ fisoko_entity_id('published', 'region') }} as entity_id
    from {{ ref(staged) }} as published
    left join {{ ref('dim_region') }} as region
        on published.group_kind = 'region' and {{ name_key(name_part('published.group_name')) }} = {{ name_key('region.region_name') }}
    where published.group_kind in ('region', 'municipality', 'school')
{%- endmacro %}


{#- A requirement as it is compared: without the number of the task before it («1.2. Находить …»). -#}
{% macro requirement_key(text) -%}
{{ name_key(regexp_replace_first(text, '^[0-9][0-9КK.()]* +', '')) }}
{%- endmacro %}


{#- A task label as it is compared: `5(1)` and `5.1` are one task. -#}
{% macro task_label_key(text) -%}
upper(replace(replace({{ text }}, '(', '.'), ')', ''))
{%- endmacro %}
