{#- Kind of the period whose marks the indicators of VSOKO read. -#}
{% macro vsoko_period() -%}
    case {{ param('vsoko_period') }} when 0 then 'year' when 1 then 'half_year' when 2 then 'trimester' when 3 then 'quarter' end
{%- endmacro %}


{#- Pupils a share of VSOKO is taken of: those with a mark, by parameter also those without. -#}
{% macro vsoko_denominator() -%}
    marked_count + case when {{ param('vsoko_no_mark_mode') }} = 1 then no_mark_count else 0 end
{%- endmacro %}
