{#- Who a row of a register is about: `edu990001` a school, `reg99_m001` a municipality, `99` a region. -#}
{% macro owner_login(owner_code) -%}
nullif(regexp_extract(lower(trim({{ owner_code }})), '^((sch|edu|ksh|spo)[0-9]+)$', 1), '')
{%- endmacro %}


{#- Region of such a row; `alias` is the school_id of the joined school_alias row, if any. -#}
{% macro owner_region(owner_code, alias) -%}
coalesce(
        substr({{ school_id(owner_login(owner_code), alias) }}, 1, 2),
        substr({{ municipality_code(owner_code) }}, 4, 2),
        nullif(regexp_extract(trim({{ owner_code }}), '^([0-9][0-9])$', 1), '')
    )
{%- endmacro %}
