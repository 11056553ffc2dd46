{#- Texts of a group joined by a semicolon in alphabetical order. A plain condition, as in regexp_replace_all. -#}
{% macro joined_text(text) -%}
    {%- if target is defined and target.type == 'spark' -%}
array_join(array_sort(collect_list({{ text }})), '; ')
    {%- else -%}
string_agg({{ text }}, '; ' order by {{ text }})
    {%- endif -%}
{%- endmacro %}
