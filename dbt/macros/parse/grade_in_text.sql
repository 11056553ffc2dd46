{#- Whether a text people write names a grade: alone, in a list («3,4») or within a range («1-6», «5–9»). -#}
{% macro grade_in_text(text, grade) -%}
regexp_extract(
        {{ text }},
        '(^|[^0-9])({{ grade }}|({{ range(1, grade + 1) | join('|') }}) *[-–—] *({{ range(grade, 12) | join('|') }}))([^0-9]|$)',
        2
    ) <> ''
{%- endmacro %}
