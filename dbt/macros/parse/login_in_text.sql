{#- First login anywhere in a text (a path, a row written as JSON), lower case; NULL if there is none. -#}
{% macro login_in_text(text) -%}
nullif(regexp_extract(lower({{ text }}), '(^|[^a-z])((sch|edu|ksh|spo)[0-9][0-9][0-9][0-9][0-9][0-9])([^0-9]|$)', 2), '')
{%- endmacro %}
