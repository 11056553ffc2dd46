{#- Texts of a group in one line, in the order of `key` (columns that are never NULL where a text is); no text gives NULL. -#}
{% macro text_list(text, key) -%}
{{ return(adapter.dispatch('text_list')(text, key)) }}
{%- endmacro %}


{% macro duckdb__text_list(text, key) -%}
string_agg({{ text }}, '; ' order by {{ key }})
{%- endmacro %}


{% macro spark__text_list(text, key) -%}
case
            when count({{ text }}) > 0
                then array_join(transform(array_sort(collect_list(struct({{ key }}, {{ text }} as listed_text))), item -> item.listed_text), '; ')
        end
{%- endmacro %}


{#- Texts of a group joined by a semicolon in alphabetical order. -#}
{% macro joined_text(text) -%}
{{ text_list(text, text) }}
{%- endmacro %}
