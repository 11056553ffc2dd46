-- Years a dashboard may start at, by the table it shows. A region without a row there keeps its latest year: the dashboard then says that there is nothing.
with filled as (

    select
        'pub_dynamics_500' as table_name,
        region_code,
        year,
        0 as has_finding
    from {{ ref('pub_dynamics_500') }}

    union all

    select
        'pub_objectivity' as table_name,
        region_code,
        year,
        case when own_marker_state = 'marked' then 1 else 0 end as has_finding
    from {{ ref('pub_objectivity') }}

),

latest as (

    select
        region_code,
        max(year) as year
    from {{ ref('pub_indicator_value') }}
    where entity_level = 'region'
    group by region_code

),

offered as (

    select
        table_name,
        region_code,
        year,
        max(has_finding) as has_finding
    from filled
    group by table_name, region_code, year

    union all

    select
        topics.table_name,
        latest.region_code,
        latest.year,
        0 as has_finding
    from latest
    cross join (
        select 'pub_dynamics_500' as table_name
        union all
        select 'pub_objectivity' as table_name
    ) as topics
    left join (select distinct table_name, region_code from filled) as known
        on topics.table_name = known.table_name and latest.region_code = known.region_code
    where known.table_name is null

)

select
    table_name,
    region_code,
    cast(year as smallint) as year,
    cast(row_number() over (partition by table_name, region_code order by has_finding desc, year desc) as smallint) as choice_no
from offered
