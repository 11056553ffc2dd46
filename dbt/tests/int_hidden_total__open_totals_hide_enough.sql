-- Fails with every open total below which fewer than two hidden grades or subjects, or fewer than publish_min_n people, are hidden.
with hidden as (

    select
        total.pattern_id,
        total.year,
        total.entity_level,
        total.entity_id,
        size.measure,
        size.subject_code,
        size.grade,
        sum(size.n) as n
    from {{ ref('int_hidden_total') }} as total
    inner join {{ ref('int_hidden_cell') }} as cell
        on
            total.pattern_id = cell.pattern_id
            and total.year = cell.year
            and total.entity_level = cell.entity_level
            and total.entity_id = cell.entity_id
            and cell.subject_code <> 'all'
            and cell.grade > 0
    inner join {{ ref('int_group_size') }} as size
        on
            cell.pattern_id = size.pattern_id
            and cell.year = size.year
            and cell.subject_code = size.subject_code
            and cell.grade = size.grade
            and cell.entity_id = case cell.entity_level
                when 'school' then size.school_key
                when 'municipality' then size.municipality_key
                else size.region_code
            end
    where size.measure in ('participant_count', 'marked_count') or size.measure = size.pattern_id
    group by total.pattern_id, total.year, total.entity_level, total.entity_id, size.measure, size.subject_code, size.grade

)

select
    pattern_id,
    year,
    entity_level,
    entity_id,
    measure
from hidden
group by pattern_id, year, entity_level, entity_id, measure
having count(distinct grade) < 2 or count(distinct subject_code) < 2 or sum(n) < {{ param('publish_min_n') }}
