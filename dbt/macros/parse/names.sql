{#- School id: the digits of a login. `sch220150` of 2021 and `edu220150` of 2022 are one school; `ksh220150` (special schools) and
    `spo220150` (colleges) are other organisations with numbers of their own → 220150-ksh, 220150-spo.
    `alias` is the joined school_alias row, if any. -#}
{% macro school_id(login, alias=none) -%}
{%- set own_series = "nullif(regexp_extract(lower(" ~ login ~ "), '^ *(ksh|spo)[0-9]', 1), '')" -%}
{%- set stated = "nullif(regexp_extract(" ~ login ~ ", '([0-9]+)', 1), '') || coalesce('-' || " ~ own_series ~ ", '')" -%}
{% if alias %}coalesce({{ alias }}, {{ stated }}){% else %}{{ stated }}{% endif %}
{%- endmacro %}


{#- Municipality code found anywhere in a text (`reg22_vpr_m070`, `reg22_m001 | …`, `…(reg22_m001)`) as regRR_mNNN; NULL if there is none. -#}
{% macro municipality_code(text) -%}
nullif({{ regexp_replace_first("regexp_extract(lower(" ~ text ~ "), '(reg[0-9][0-9]_(vpr_)?m[0-9]+)', 1)", '_vpr', '') }}, '')
{%- endmacro %}


{#- Name part of a composite cell: `reg22_m001 | Name` and `Name(reg22_m001)` → Name; a lone code → NULL. -#}
{% macro name_part(text) -%}
{%- set without_code = regexp_replace_first(text, '^[a-zA-Z]+[0-9_a-z]*( *[|] *|$)', '') -%}
nullif(trim({{ regexp_replace_first(without_code, ' *[(](reg|edu|sch|ksh|spo)[0-9_a-z]+[)] *$', '') }}), '')
{%- endmacro %}


{#- Form in which names are compared: lower case, ё as е, single blanks. -#}
{% macro name_key(text) -%}
{{ regexp_replace_all("replace(lower(trim(" ~ text ~ ")), 'ё', 'е')", "[ \u00a0]+", ' ') }}
{%- endmacro %}


{#- Login of a school id, for schools no export names: 220150 → edu220150, 220150-ksh → ksh220150. -#}
{% macro login_of_school(school_id) -%}
coalesce(nullif(split_part({{ school_id }}, '-', 2), ''), 'edu') || split_part({{ school_id }}, '-', 1)
{%- endmacro %}
