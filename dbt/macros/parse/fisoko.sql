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
