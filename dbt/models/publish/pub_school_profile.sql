-- Marks of a school's works beside its municipality and its region: counts, shares of each mark, the mean mark.
{%- set marks = [2, 3, 4, 5] %}
with measured as (

    select
        year,
        entity_level,
        entity_id,
        subject_code,
        grade,
        participant_count,
        marked_count,
        {% for m in marks -%}
        mark_{{ m }}_count,
        100 * cast(mark_{{ m }}_count as double) / nullif(marked_count, 0) as mark_{{ m }}_pct,
        {% endfor -%}
        100 * cast(mark_4_count + mark_5_count as double) / nullif(marked_count, 0) as quality_pct,
        cast(2 * mark_2_count + 3 * mark_3_count + 4 * mark_4_count + 5 * mark_5_count as double) / nullif(marked_count, 0) as mean_mark
    from {{ ref('fct_vpr_mark_distribution') }}

)

select
    {{ entity_columns('fact') }},
    fact.participant_count,
    fact.marked_count,
    {% for m in marks -%}
    fact.mark_{{ m }}_count,
    {% endfor -%}
    {% for m in marks -%}
    fact.mark_{{ m }}_pct,
    {% endfor -%}
    fact.quality_pct,
    fact.mean_mark,
    {% for level in ['municipality', 'region'] -%}
    {%- set benchmark = level ~ '_benchmark' -%}
    {{ benchmark }}.marked_count as {{ level }}_marked_count,
    {% for m in marks -%}
    {{ benchmark }}.mark_{{ m }}_pct as {{ level }}_mark_{{ m }}_pct,
    {% endfor -%}
    {{ benchmark }}.quality_pct as {{ level }}_quality_pct,
    {{ benchmark }}.mean_mark as {{ level }}_mean_mark{{ ',' if not loop.last }}
    {% endfor %}
from measured as fact
{{ entity_joins('fact') }}
{% for level in ['municipality', 'region'] -%}
{%- set benchmark = level ~ '_benchmark' -%}
left join measured as {{ benchmark }}
    on
        {{ benchmark }}.entity_level = '{{ level }}'
        and entity.{{ level }}_code = {{ benchmark }}.entity_id
        and fact.year = {{ benchmark }}.year
        and fact.subject_code = {{ benchmark }}.subject_code
        and fact.grade = {{ benchmark }}.grade
{% endfor -%}
where fact.entity_level = 'school'
