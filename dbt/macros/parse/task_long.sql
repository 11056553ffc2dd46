{#- Numbers 1 … 40 as a relation `task_no`, to turn wide task columns into rows. -#}
{% macro task_numbers() -%}
    {%- for t in task_columns() %}
    select cast({{ loop.index }} as smallint) as task_no{{ '' if loop.last else ' union all' }}
    {%- endfor %}
{%- endmacro %}


{#- The task column of a row's `task_no`: `pick_task('cells', '_sum')` picks one of t01_sum … t40_sum. -#}
{% macro pick_task(relation, suffix='', task_no='task_no') -%}
case {{ task_no }}
        {%- for t in task_columns() %}
        when {{ loop.index }} then {{ relation }}.{{ t }}{{ suffix }}
        {%- endfor %}
    end
{%- endmacro %}


{#- Task label in the form labels are compared in: no blanks, Cyrillic к, dots for brackets, no '.0' of a float. -#}
{% macro task_key(label) -%}
{{ regexp_replace_first("replace(replace(replace(replace(lower(" ~ label ~ "), ' ', ''), 'k', 'к'), '(', '.'), ')', '')", '[.]0$', '') }}
{%- endmacro %}
