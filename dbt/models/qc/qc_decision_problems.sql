{{ config(alias='decision_problems') }}
-- What is odd about the rows of the decision register. Every row stays in the facts: a person has to look.
with decision as (

    select
        *,
        count(*) over (partition by year, school_id, meeting_no, decision_no) as same_number_count,
        {{ try_whole("nullif(regexp_extract(decision, '(20[0-9][0-9])', 1), '')", 'integer') }} as named_year,
        12 * extract(year from meeting_from) + extract(month from meeting_from) as meeting_month
    from {{ ref('fct_decision') }}

),

problem as (

    {% for code, condition in [
        ('empty_row', 'is_empty'),
        ('duplicate_number', 'decision_no is not null and same_number_count > 1'),
        ('term_before_meeting', 'term_to < meeting_from'),
        ('stale_year', 'named_year < year - 1'),
        ('meeting_outside_year', 'meeting_month < 12 * (year - 1) + 8 or meeting_month > 12 * year + 8'),
        ('term_without_year', "term_kind = 'no_year'"),
        ('done_without_date', "execution = 'done' and done_date is null"),
    ] -%}
    select
        '{{ code }}' as problem,
        year,
        region_code,
        municipality_code,
        school_id,
        meeting_no,
        decision_no,
        source_file,
        source_sheet,
        source_row
    from decision
    where {{ condition }}
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    problem.year,
    problem.region_code,
    problem.municipality_code,
    problem.school_id,
    problem.meeting_no,
    problem.decision_no,
    problem.problem,
    label.label_ru as message,
    problem.source_file as file,
    problem.source_sheet as sheet,
    problem.source_row as row
from problem
left join {{ ref('code_label') }} as label
    on
        problem.problem = label.code
        and label.domain = 'decision_problem'
