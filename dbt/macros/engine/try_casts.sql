{#- Text → number or NULL. What DuckDB reads decides: Spark alone would take `1d` and `0x1p3`. -#}
{% macro try_number(text) -%}
{{ return(adapter.dispatch('try_number')(text)) }}
{%- endmacro %}


{% macro duckdb__try_number(text) -%}
try_cast({{ text }} as double)
{%- endmacro %}


{% macro spark__try_number(text) -%}
case
        when lower({{ text }}) rlike '^[ \t\n]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?[0-9]+)?[ \t\n]*$'
            then try_cast({{ text }} as double)
    end
{%- endmacro %}


{#- Text → whole number of `type` or NULL; `12.5` is 13 on both engines (Spark alone: NULL), too great a number NULL. -#}
{% macro try_whole(text, type) -%}
{{ return(adapter.dispatch('try_whole')(text, type)) }}
{%- endmacro %}


{% macro duckdb__try_whole(text, type) -%}
try_cast({{ text }} as {{ type }})
{%- endmacro %}


{% macro spark__try_whole(text, type) -%}
try_cast(round({{ spark__try_number(text) }}) as {{ type }})
{%- endmacro %}


{#- Text → date or NULL: ISO, whatever stands behind the day. Spark alone would take `2022` and `2022-05`, not `2022/05/01`. -#}
{% macro try_date(text) -%}
{{ return(adapter.dispatch('try_date')(text)) }}
{%- endmacro %}


{% macro duckdb__try_date(text) -%}
try_cast({{ text }} as date)
{%- endmacro %}


{% macro spark__try_date(text) -%}
try_cast(nullif(regexp_extract(replace({{ text }}, '/', '-'), '^ *([0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?)', 1), '') as date)
{%- endmacro %}
