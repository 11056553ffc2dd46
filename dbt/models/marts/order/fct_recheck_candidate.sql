-- Every school × subject × grade whose works could be re-checked, with the grounds of 6.3 and, apart from them, our own markers.
with ground as (

    select
        year,
        school_id,
        max(case when ground_code = 'not_confirmed' then evidence_ru end) as not_confirmed_ru,
        max(case when ground_code = 'biased_list' then evidence_ru end) as biased_list_ru
    from {{ ref('fct_recheck_ground') }}
    where is_ground and ground_code in ('not_confirmed', 'biased_list')
    group by year, school_id

),

marker as (

    select
        fact.year,
        fact.school_id,
        fact.subject_code,
        fact.grade,
        count(*) as marker_count,
        min(label.label_ru) as first_marker_ru,
        max(label.label_ru) as last_marker_ru
    from {{ ref('fct_objectivity_marker') }} as fact
    inner join {{ ref('objectivity_marker') }} as label
        on
            label.procedure_code = 'vpr'
            and fact.marker_code = label.marker_code
            and fact.subject_code = label.subject_code
            and fact.grade = label.grade
    where fact.is_marked
    group by fact.year, fact.school_id, fact.subject_code, fact.grade

)

select
    cell.year,
    cell.region_code,
    cell.municipality_code,
    cell.school_id,
    cell.subject_code,
    cell.grade,
    cell.participant_count,
    ground.school_id is not null or coalesce(change.is_sharp_change, false) as is_flagged,
    nullif(concat_ws(
        '; ',
        ground.not_confirmed_ru,
        ground.biased_list_ru,
        case when change.is_sharp_change then 'резкое изменение по сравнению с ' || cast(cell.year - 1 as string) || ' годом' end
    ), '') as grounds_ru,
    cast(coalesce(marker.marker_count, 0) as int) as marker_count,
    case
        when marker.marker_count > 1 then marker.first_marker_ru || '; ' || marker.last_marker_ru
        else marker.first_marker_ru
    end as markers_ru
from {{ ref('agg_vpr_cell') }} as cell
left join ground
    on
        cell.year = ground.year
        and cell.school_id = ground.school_id
left join {{ ref('fct_sharp_change') }} as change
    on
        cell.year = change.year
        and cell.school_id = change.school_id
        and cell.subject_code = change.subject_code
        and cell.grade = change.grade
left join marker
    on
        cell.year = marker.year
        and cell.school_id = marker.school_id
        and cell.subject_code = marker.subject_code
        and cell.grade = marker.grade
where cell.participant_count > 0
