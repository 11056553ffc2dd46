{#- The number of an answer chosen from a list: '4. 10–50 тыс. человек' and '4) …' are 4. -#}
{% macro answer_number(answer) -%}
case when substr(trim({{ answer }}), 2, 1) in ('.', ')') then {{ try_number('substr(trim(' ~ answer ~ '), 1, 1)') }} end
{%- endmacro %}


{#- Speed of the internet as an ordered band; the same bands as the answers of the questionnaire. -#}
{% macro speed_band(speed) -%}
case
        when {{ speed }} <= 0 then 0
        when {{ speed }} <= 25 then 1
        when {{ speed }} <= 50 then 2
        when {{ speed }} <= 100 then 3
        when {{ speed }} is not null then 4
    end
{%- endmacro %}
