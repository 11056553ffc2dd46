{#- Russian sentence for a row of `ground` in fct_recheck_ground: what was found, or why nothing can be said. -#}
{% macro recheck_evidence() -%}
    case
        when is_ground is null
            then 'нет данных: ' || case ground_code
                when 'not_confirmed' then 'за ' || cast(year - 1 as string) || ' год у ОО нет работ с обеими отметками (ВПР и журнала)'
                when 'biased_list' then 'перечень за ' || cast(year - 1 as string) || ' год не загружен'
                else 'нет сопоставимых результатов за ' || cast(year - 1 as string) || ' год'
            end
        when ground_code = 'not_confirmed'
            then 'в ' || cast(year - 1 as string) || ' году не подтвердили отметку ' || {{ ru_number('value') }} || ' % ('
                || {{ ru_number('numerator', 0) }} || ' из ' || {{ ru_number('denominator', 0) }}
                || '); порог: более ' || {{ ru_number('threshold', 0) }} || ' %'
        when ground_code = 'biased_list' and is_ground
            then 'в официальном перечне за ' || cast(year - 1 as string) || ' год, признаков: ' || {{ ru_number('value', 0) }}
        when ground_code = 'biased_list'
            then 'в официальном перечне за ' || cast(year - 1 as string) || ' год нет'
        else 'резкое изменение по сравнению с ' || cast(year - 1 as string) || ' годом: '
            || {{ ru_number('numerator', 0) }} || ' из ' || {{ ru_number('denominator', 0) }} || ' сочетаний предмета и класса'
    end
{%- endmacro %}
