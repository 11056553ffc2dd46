{#- Text of a report → double: '1 722 202', '5,06', '12.5 %'. NBSP, thin blanks and `%` are dropped; unreadable text gives NULL. -#}
{% macro to_number(text) -%}
{{ try_number("replace(translate(" ~ text ~ ", '" ~ " \u00a0\u2009\u202f%" ~ "', ''), ',', '.')") }}
{%- endmacro %}
