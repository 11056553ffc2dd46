-- Journal marks behind the criteria of annual marks (T30–T36), summed over the subjects and grades of the criterion.
with summed as (

    select
        place.year,
        place.municipality_code,
        place.code,
        sum(kind.annual_count) as annual_count,
        {{ term_proxy('sum(kind.term_count)') }} as term_count
    from {{ ref('int_form_003_place') }} as place
    inner join {{ ref('fct_journal_mark_kind') }} as kind
        on
            place.year = kind.year
            and place.municipality_code = kind.entity_id
            and place.subjects like '%,' || kind.subject_code || ',%'
            and place.grades like '%,' || cast(kind.grade as string) || ',%'
    where place.is_annual_journal and kind.entity_level = 'municipality'
    group by place.year, place.municipality_code, place.code

)

select
    year,
    municipality_code,
    code,
    annual_count,
    term_count,
    {{ journal_mark_kind('annual_count', 'term_count') }} as journal_mark_kind
from summed
