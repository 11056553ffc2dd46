{#- Grades in which VPR subjects are drawn for each class anew. -#}
{% macro is_rotated(grade) -%}
({{ grade }} >= {{ param('vpr_rotation_min_grade') }} and {{ grade }} <= {{ param('vpr_rotation_max_grade') }})
{%- endmacro %}


{#- The class subjects are assigned to: the own one where they are rotated, the whole grade ('all') elsewhere; 'none': no letter is known. -#}
{% macro rotation_class(grade, class_label) -%}
case when {{ is_rotated(grade) }} then coalesce({{ class_label }}, 'none') else 'all' end
{%- endmacro %}


{#- Pairs among n things. -#}
{% macro pair_count(n) -%}
cast(({{ n }}) * ({{ n }} - 1) / 2 as int)
{%- endmacro %}
