-- Values of indicators that no open table may show. An indicator over its own groups has its own pattern; one over works or exam results
-- is hidden where a group it is made of is hidden, pooled values by the subjects and grades of the indicator itself.
{% set entity = ['year', 'entity_level', 'entity_id'] -%}
with described as (

    select
        indicator_id,
        counts,
        hidden_with,
        unit,
        coalesce(subjects, '') = 'all' and coalesce(grades, '') = 'all' and unit <> 'флаг' as is_whole_pool
    from {{ ref('dim_indicator') }}
    where hidden_with in ('vpr', 'gia')

),

reported as (

    select
        fact.indicator_id,
        described.counts,
        described.hidden_with,
        described.is_whole_pool,
        fact.year,
        fact.entity_level,
        fact.entity_id,
        fact.subject_code,
        fact.grade,
        max(case when fact.subject_code <> 'all' and fact.grade > 0 then 1 else 0 end) over (partition by fact.indicator_id) as has_fine
    from {{ ref('fct_indicator_values') }} as fact
    inner join described
        on fact.indicator_id = described.indicator_id
    where
        (fact.value is not null or fact.denominator > 0)
        -- A share of schools is a figure about schools; what one school says of itself comes from its pupils.
        and (described.counts <> 'schools' or fact.entity_level = 'school')

),

touched as (

    select
        reported.indicator_id,
        reported.hidden_with,
        reported.is_whole_pool,
        reported.has_fine,
        reported.year,
        reported.entity_level,
        reported.entity_id,
        reported.subject_code,
        reported.grade
    from reported
    inner join {{ ref('int_hidden_cell') }} as hidden
        on
            reported.hidden_with = hidden.pattern_id
            and {{ same('reported', 'hidden', entity + ['subject_code', 'grade']) }}
    where reported.has_fine = 0 or (reported.subject_code <> 'all' and reported.grade > 0)

),

pooled as (

    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        case when grouping(subject_code) = 1 then 'all' else subject_code end as subject_code,
        case when grouping(grade) = 1 then 0 else grade end as grade,
        max(hidden_with) as hidden_with,
        max(case when is_whole_pool then 1 else 0 end) as is_whole_pool
    from touched
    where has_fine = 1
    group by indicator_id, year, entity_level, entity_id, grouping sets ((subject_code), (grade), ())

),

hidden as (

    select
        pattern_id as indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from {{ ref('int_hidden_cell') }}
    where pattern_id not in ('vpr', 'gia')
    union
    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from touched
    union
    select
        pooled.indicator_id,
        pooled.year,
        pooled.entity_level,
        pooled.entity_id,
        pooled.subject_code,
        pooled.grade
    from pooled
    left join {{ ref('int_hidden_total') }} as shown
        on pooled.hidden_with = shown.pattern_id and {{ same('pooled', 'shown', entity) }}
    where not (shown.entity_id is not null and pooled.is_whole_pool = 1 and pooled.subject_code = 'all' and pooled.grade = 0)
    union
    select
        indicator_id,
        year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from {{ ref('int_hidden_listed') }}
    union
    -- The class of dynamics compares two years: a hidden base year hides it.
    select
        'school_dynamics_class' as indicator_id,
        year + 1 as year,
        entity_level,
        entity_id,
        subject_code,
        grade
    from {{ ref('int_hidden_cell') }}
    where pattern_id = 'vpr' and entity_level = 'school'

)

select
    indicator_id,
    cast(year as smallint) as year,
    entity_level,
    entity_id,
    subject_code,
    cast(grade as smallint) as grade
from hidden
