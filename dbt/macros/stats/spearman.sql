{#- Twice the average rank (ties share it), a whole number: sums of it stay exact in a double. -#}
{% macro double_rank(expression, partition_by) -%}
    2 * rank() over (partition by {{ partition_by }} order by {{ expression }} nulls last)
        + count(*) over (partition by {{ partition_by }}, {{ expression }}) - 1
{%- endmacro %}


{#- Correlation of two whole-number columns as an aggregate; over double ranks it is Spearman's rho.
    NULL without variance. Written out because corr() gives NaN, NULL or an error depending on the engine. -#}
{% macro correlation(x, y) -%}
    {{ _co_deviation(x, y) }}
        / nullif(sqrt({{ _co_deviation(x, x) }} * {{ _co_deviation(y, y) }}), 0)
{%- endmacro %}


{#- n² times the covariance, exact while it stays below 2^53. -#}
{% macro _co_deviation(x, y) -%}
    (count(*) * sum(cast({{ x }} as double) * {{ y }}) - sum(cast({{ x }} as double)) * sum(cast({{ y }} as double)))
{%- endmacro %}
