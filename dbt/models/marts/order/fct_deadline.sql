-- Every term of the documents for everyone it binds, judged on the as-of day.
with stated as (

    select
        rule.rule_id,
        rule.kind,
        rule.evidence,
        rule.is_obligatory,
        rule.scope,
        bound.year,
        bound.region_code,
        bound.municipality_code,
        bound.entity_level,
        bound.entity_id,
        bound.subject_code,
        bound.grade,
        coalesce(period.period_no, 0) as period_no,
        period.label_ru as period_ru,
        case
            when period.start_month is not null
                then {{ clipped_date('bound.year + period.start_year_shift', 'period.start_month', 'period.start_day') }}
        end as period_from,
        bound.start_date,
        case rule.offset_unit
            when 'days' then {{ add_days('bound.start_date', 'rule.offset_value') }}
            when 'months' then {{ add_months('bound.start_date', 'rule.offset_value') }}
            else {{ clipped_date('bound.year + period.end_year_shift', 'period.end_month', 'period.end_day') }}
        end as due_date,
        {{ as_of() }} as as_of_date
    from {{ ref('deadline_rule') }} as rule
    inner join {{ ref('int_deadline_start') }} as bound
        on
            rule.scope = bound.scope
            and bound.year >= coalesce(rule.year_from, bound.year)
            and bound.year <= coalesce(rule.year_to, bound.year)
    left join {{ ref('deadline_period') }} as period
        on rule.period_kind = period.period_kind

),

-- A municipality reports on its schools: its monitoring counts for the rules about a school too.
proved as (

    select
        stated.rule_id,
        stated.year,
        stated.entity_id,
        stated.subject_code,
        stated.grade,
        stated.period_no,
        min(proof.event_date) as done_date
    from stated
    inner join {{ ref('int_deadline_evidence') }} as proof
        on
            stated.evidence = proof.evidence
            and stated.year = proof.year
            and proof.entity_id = case
                when stated.scope = 'included_school' then stated.municipality_code
                else stated.entity_id
            end
            and stated.subject_code = proof.subject_code
            and stated.grade = proof.grade
            and proof.event_date >= coalesce(stated.period_from, proof.event_date)
            and (stated.period_from is null or proof.event_date <= stated.due_date)
    group by stated.rule_id, stated.year, stated.entity_id, stated.subject_code, stated.grade, stated.period_no

),

delivered as (

    select
        evidence,
        year,
        region_code
    from {{ ref('int_deadline_evidence') }}
    group by evidence, year, region_code

),

judged as (

    select
        stated.*,
        proved.done_date,
        case
            when stated.due_date is null then 'no_start_date'
            when stated.kind = 'keep_until' and proved.done_date < stated.due_date then 'kept_too_short'
            when proved.done_date <= stated.due_date or (stated.kind = 'keep_until' and proved.done_date is not null) then 'done_in_time'
            when proved.done_date is not null then 'done_late'
            when stated.as_of_date <= stated.due_date then 'due'
            when stated.kind = 'keep_until' then 'term_over'
            when not stated.is_obligatory then 'optional'
            when delivered.evidence is null then 'no_data'
            else 'overdue'
        end as status
    from stated
    left join proved
        on
            stated.rule_id = proved.rule_id
            and stated.year = proved.year
            and stated.entity_id = proved.entity_id
            and stated.subject_code = proved.subject_code
            and stated.grade = proved.grade
            and stated.period_no = proved.period_no
    left join delivered
        on
            stated.evidence = delivered.evidence
            and stated.year = delivered.year
            and stated.region_code = delivered.region_code

)

select
    rule_id,
    year,
    region_code,
    municipality_code,
    entity_level,
    entity_id,
    subject_code,
    grade,
    cast(period_no as smallint) as period_no,
    period_ru,
    period_from,
    start_date,
    due_date,
    done_date,
    as_of_date,
    status,
    cast(case when status = 'due' then {{ days_between('as_of_date', 'due_date') }} end as int) as days_left,
    cast(case
        when status = 'overdue' then {{ days_between('due_date', 'as_of_date') }}
        when status = 'done_late' then {{ days_between('due_date', 'done_date') }}
        when status = 'kept_too_short' then {{ days_between('done_date', 'due_date') }}
    end as int) as days_wrong
from judged
