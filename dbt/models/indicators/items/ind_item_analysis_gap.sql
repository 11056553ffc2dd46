-- Sums over the tasks whose maximum is known; the detail by task is marts.fct_vpr_task_result.
with task_maximum as (

    select
        {%- for task in task_columns() %}
            max(case when task_no = {{ loop.index }} then max_points end) as {{ task }}_max,
        {%- endfor %}
        year,
        subject_code,
        grade
    from {{ ref('dim_vpr_task') }}
    group by year, subject_code, grade

),

atom as (

    select
        cell.year,
        cell.region_code,
        cell.municipality_code,
        cell.school_id,
        cell.subject_code,
        cell.grade,
        0
        {%- for task in task_columns() %}
            + case when task_maximum.{{ task }}_max is not null then coalesce(cell.{{ task }}_sum, 0) else 0 end
        {%- endfor %} as numerator,
        0
        {%- for task in task_columns() %}
            + coalesce(cell.{{ task }}_count * task_maximum.{{ task }}_max, 0)
        {%- endfor %} as denominator
    from {{ ref('agg_vpr_cell') }} as cell
    inner join task_maximum
        on
            cell.year = task_maximum.year
            and cell.subject_code = task_maximum.subject_code
            and cell.grade = task_maximum.grade

),

{{ ratio_indicator('item_analysis_gap') }}
