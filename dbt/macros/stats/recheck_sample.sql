{#- True when the score of a work lies at a lower mark boundary, within the two parameters. -#}
{% macro at_mark_boundary(work) -%}
coalesce(
            {%- for b in [3, 4, 5] %}
            {{ work }}.primary_score between {{ work }}.min_{{ b }} - {{ param('recheck_boundary_below') }}
                and {{ work }}.min_{{ b }} + {{ param('recheck_boundary_above') }}{{ '' if loop.last else ' or' }}
            {%- endfor %},
            false
        )
{%- endmacro %}


{#- A work as text: what the draw depends on besides the seed. -#}
{% macro work_key(work) -%}
cast({{ work }}.year as string) || '|' || {{ work }}.school_id || '|' || {{ work }}.subject_code || '|'
            || cast({{ work }}.grade as string) || '|' || {{ work }}.participant_code
{%- endmacro %}
