{#- Columns of an indicator, for models that narrow what indicator_rows returns. -#}
{% macro indicator_columns() -%}
    indicator_id,
    year,
    entity_level,
    entity_id,
    subject_code,
    grade,
    numerator,
    denominator,
    value,
    status
{%- endmacro %}
