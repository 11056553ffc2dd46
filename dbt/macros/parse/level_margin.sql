{#- Margin over the top of «2», in points, below which the base level is not reached; one parameter for ru, ma, the rest. -#}
{% macro level_margin(subject_code) -%}
case {{ subject_code }}
            when 'ru' then {{ param('vpr_level_margin_ru') }}
            when 'ma' then {{ param('vpr_level_margin_ma') }}
            else {{ param('vpr_level_margin_other') }}
        end
{%- endmacro %}
