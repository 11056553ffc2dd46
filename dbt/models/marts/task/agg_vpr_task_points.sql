-- How many participants of a region have how many points in a task: what the greatest score of a task is read from.
-- Additive, so that a region can be replaced alone; states below 0 stay as they are.
{% for t in task_columns() -%}
select
    year,
    region_code,
    subject_code,
    grade,
    cast({{ loop.index }} as smallint) as task_no,
    cast({{ t }} as smallint) as points,
    count(*) as participant_count
from {{ ref('fct_vpr_result') }}
where is_participant and {{ t }} is not null
group by year, region_code, subject_code, grade, {{ t }}
{{ '' if loop.last else 'union all' }}
{% endfor %}
