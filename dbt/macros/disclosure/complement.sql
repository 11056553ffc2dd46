{#- Complementary suppression in one relation, as a predicate of window functions over rows with `n`, `is_small` (n below publish_min_n)
    and `hidden`. A parent with a small child needs hidden children of publish_min_n together — never one alone, for that one is small.
    The first visible one by `order_by` joins them; one is enough: whatever is visible has publish_min_n already. -#}
{% macro is_complement(parent, hidden, order_by) -%}
    not {{ hidden }}
        and max(case when is_small then 1 else 0 end) over (partition by {{ parent }}) = 1
        and sum(case when {{ hidden }} then n else 0 end) over (partition by {{ parent }}) < {{ param('publish_min_n') }}
        and row_number() over (partition by {{ parent }}, {{ hidden }} order by {{ order_by }}) = 1
{%- endmacro %}


{#- Predicate of a row with `n`: it is among the first of its class that alone keep the class safe (two rows, publish_min_n). -#}
{% macro is_mask(class, order_by) -%}
    coalesce(sum(n) over (partition by {{ class }} order by {{ order_by }} rows between unbounded preceding and 1 preceding), 0)
        < {{ param('publish_min_n') }}
        or row_number() over (partition by {{ class }} order by {{ order_by }}) <= 2
{%- endmacro %}


{#- Predicate: the row of indicator values `fact` stands on fewer than publish_min_n people; needs dim_indicator as `indicator`. -#}
{% macro is_small_group(fact) -%}
{{ fact }}.denominator > 0 and {{ fact }}.denominator < {{ param('publish_min_n') }}
            and indicator.counts in ('works', 'listed_works', 'exam_results', 'marks', 'pupils', 'parents', 'teachers')
{%- endmacro %}
