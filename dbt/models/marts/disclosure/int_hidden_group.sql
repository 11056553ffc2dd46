-- Groups of the finest grain that are hidden themselves, or whose municipality or region is. Passes from below, each of them once:
-- schools within a municipality, municipalities within a region, then the school a hidden municipality needs below it.
{%- set group = 'pattern_id, year, school_key, subject_code, grade' %}
{%- set place = 'pattern_id, year, municipality_key, subject_code, grade' %}
{%- set column = 'pattern_id, year, region_code, subject_code, grade' %}
with school_judged as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        school_key,
        subject_code,
        grade,
        n,
        largest_n,
        is_small,
        is_small or school_key like '?%' as is_first_hidden
    from {{ ref('int_group_size') }}

),

school_complemented as (

    select
        *,
        {{ is_complement('measure, region_code, ' ~ place, 'is_first_hidden', 'largest_n, school_key') }} as is_complement
    from school_judged

),

school_pass as (

    select
        *,
        max(case when is_first_hidden or is_complement then 1 else 0 end) over (partition by {{ group }}) = 1 as is_hidden
    from school_complemented

),

municipality_sized as (

    select
        pattern_id,
        measure,
        year,
        region_code,
        municipality_key,
        subject_code,
        grade,
        sum(n) as n,
        sum(largest_n) as largest_n,
        max(case when is_hidden then 1 else 0 end) = 1 as has_hidden,
        sum(n) < {{ param('publish_min_n') }} as is_small
    from school_pass
    group by pattern_id, measure, year, region_code, municipality_key, subject_code, grade

),

municipality_judged as (

    select
        *,
        -- Hidden for another measure counts here only if a school of this measure is hidden below it.
        has_hidden and (
            max(case when is_small then 1 else 0 end) over (partition by {{ place }}) = 1 or municipality_key like '?%'
        ) as is_first_hidden
    from municipality_sized

),

municipality_complemented as (

    select
        *,
        {{ is_complement('measure, ' ~ column, 'is_first_hidden', 'case when has_hidden then 0 else 1 end, largest_n, municipality_key') }} as is_complement,
        sum(n) over (partition by measure, {{ column }}) < {{ param('publish_min_n') }} as is_region_small
    from municipality_judged

),

municipality_pass as (

    select
        *,
        max(case when is_first_hidden or is_complement then 1 else 0 end) over (partition by {{ place }}) = 1 as is_hidden,
        max(case when is_small then 1 else 0 end) over (partition by {{ place }}) = 1 as is_any_small,
        max(case when is_region_small then 1 else 0 end) over (partition by {{ column }}) = 1 as is_region_hidden
    from municipality_complemented

),

-- A municipality hidden for its neighbours must not be the sum of visible schools.
school_below as (

    select
        school.*,
        municipality.is_hidden as is_municipality_hidden,
        municipality.is_any_small as is_municipality_small,
        municipality.is_region_hidden,
        municipality.is_complement and not municipality.has_hidden
            and row_number() over (
                partition by
                    school.pattern_id, school.measure, school.year, school.municipality_key, school.subject_code, school.grade
                order by school.largest_n, school.school_key
            ) = 1 as is_needed_below
    from school_pass as school
    inner join municipality_pass as municipality
        on {{ same('school', 'municipality', ['measure', 'region_code'] + place.split(', ')) }}

)

select
    pattern_id,
    year,
    region_code,
    municipality_key,
    school_key,
    subject_code,
    grade,
    max(case when is_small then 1 else 0 end) = 1 as is_small,
    max(case when is_municipality_hidden then 1 else 0 end) = 1 as is_municipality_hidden,
    max(case when is_municipality_small then 1 else 0 end) = 1 as is_municipality_small,
    max(case when is_region_hidden then 1 else 0 end) = 1 as is_region_hidden
from school_below
group by pattern_id, year, region_code, municipality_key, school_key, subject_code, grade
having max(case when is_hidden or is_needed_below then 1 else 0 end) = 1
