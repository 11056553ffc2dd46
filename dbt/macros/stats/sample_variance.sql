{#- Sample variance (n − 1) from additive sums; NULL below two observations. Exact for whole-number scores. -#}
{% macro sample_variance(n, total, total_sq) -%}
    case
        when {{ n }} > 1
            then greatest(cast({{ total_sq }} as double) - cast({{ total }} as double) * cast({{ total }} as double) / {{ n }}, 0) / ({{ n }} - 1)
    end
{%- endmacro %}
