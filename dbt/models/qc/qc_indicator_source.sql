{{ config(alias='indicator_source') }}
-- Per indicator, region and year: which of the datasets it is made from never came, and the same in words.
with region_year as (

    select distinct
        year,
        region_code
    from {{ ref('indicator_spine') }}

),

needed as (

    select
        region_year.year,
        region_year.region_code,
        source.indicator_id,
        source.dataset,
        region_year.year - source.source_lag as source_year,
        coalesce(label.label_ru, source.dataset) as dataset_name,
        max(case when delivery.dataset is not null then 1 else 0 end) as is_delivered
    from region_year
    cross join {{ ref('dim_indicator_source') }} as source
    left join {{ ref('qc_dataset_delivery') }} as delivery
        on
            source.dataset = delivery.dataset
            and region_year.year - source.source_lag = delivery.year
            and region_year.region_code = coalesce(delivery.region_code, region_year.region_code)
    {{ label_join('label', 'dataset', 'source.dataset') }}
    group by region_year.year, region_year.region_code, source.indicator_id, source.dataset, source.source_lag, label.label_ru

),

counted as (

    select
        year,
        region_code,
        indicator_id,
        max(source_year) as source_year,
        count(*) as needed_count,
        sum(1 - is_delivered) as missing_count,
        {{ joined_text('case when is_delivered = 0 then dataset end') }} as missing_datasets,
        {{ joined_text('case when is_delivered = 0 then dataset_name end') }} as missing_names
    from needed
    group by year, region_code, indicator_id

)

select
    year,
    region_code,
    indicator_id,
    cast(needed_count as int) as needed_count,
    cast(missing_count as int) as missing_count,
    missing_datasets,
    case
        when missing_count > 0 then 'Нет выгрузки за ' || cast(source_year as string) || ' год: ' || missing_names
        else 'Выгрузки за ' || cast(source_year as string) || ' год есть, но по ним не посчитать: нет строк этого объекта, предмета и класса, отметок или шкалы'
    end as reason_ru
from counted
