{#- Two conditions, each perhaps unknown: TRUE if one holds, NULL if both are unknown, otherwise FALSE.
    Not SQL's OR, which stays unknown for (FALSE, NULL). -#}
{% macro any_true(first, second) -%}
    case
        when {{ first }} or {{ second }} then true
        when {{ first }} is not null or {{ second }} is not null then false
    end
{%- endmacro %}
