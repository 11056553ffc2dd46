{#- Task cell → points, or a state below 0: −1 not attempted (X), −2 not studied (N), −3 unreadable, −4 blank.
    NULL when the work has no such task: the cell is empty and the header ends before `task_no`.
    Cyrillic and Latin letters, a decimal point with zeros ('3.0') and a decimal comma are accepted. -#}
{% macro task_state(cell, task_no, task_count) -%}
{%- set points = try_number("replace(" ~ cell ~ ", ',', '.')") -%}
cast(case
        when coalesce(trim({{ cell }}), '') = '' then case when {{ task_no }} <= {{ task_count }} then -4 end
        when lower(trim({{ cell }})) in ('x', 'х') then -1
        when lower(trim({{ cell }})) in ('n', 'не пройд.', 'не пройд', 'не пройдено') then -2
        when {{ points }} between 0 and 99
            and floor({{ points }}) = {{ points }}
            then cast(floor({{ points }}) as tinyint)
        else -3
    end as tinyint)
{%- endmacro %}


{#- Names of the task columns t01 … t40. -#}
{% macro task_columns() -%}
    {%- set names = [] -%}
    {%- for n in range(1, 41) -%}{%- do names.append('t%02d' | format(n)) -%}{%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
