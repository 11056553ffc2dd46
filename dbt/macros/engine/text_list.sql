{#- Texts of a group in one line, in the order of `key`. Spark orders by the text itself. -#}
{% macro text_list(text, key) -%}
    {%- if target is defined and target.type == 'spark' -%}
array_join(sort_array(collect_list({{ text }})), '; ')
    {%- else -%}
string_agg({{ text }}, '; ' order by {{ key }})
    {%- endif -%}
{%- endmacro %}
