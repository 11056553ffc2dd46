with flagged_school as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        'all' as subject_code,
        0 as grade,
        max(case when is_ground then 1 else 0 end) as numerator
    from {{ ref('fct_recheck_ground') }}
    where is_ground is not null
    group by year, region_code, municipality_code, school_id

),

{{ flagged_school_count(scale=1) }},

indicator as (

    {{ indicator_rows('recheck_required_flag') }}

)

select
    {{ indicator_columns() }}
from indicator
where
    subject_code = 'all'
    and grade = 0
