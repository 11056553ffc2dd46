{#- met | not_met by the operator as printed («не менее» >=, «более» >), on unrounded figures; NULL when one of the three is. -#}
{% macro target_verdict(value, op, target) -%}
    case
        when {{ value }} is null or {{ op }} is null or {{ target }} is null then null
        {%- for sign in ['>=', '>', '<=', '<', '='] %}
        when {{ op }} = '{{ sign }}' and {{ value }} {{ sign }} {{ target }} then 'met'
        {%- endfor %}
        else 'not_met'
    end
{%- endmacro %}
