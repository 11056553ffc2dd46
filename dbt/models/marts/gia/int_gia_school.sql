-- School code of RIS GIA → school. Decided by the seed, then by the questionnaire, then by either without leading zeros
-- (Excel drops them); a code with two schools decides nothing. A file without a region belongs to the only region known.
with context_codes as (

    {% for code_kind in ['oge', 'ege'] -%}
    select
        substr(school_id, 1, 2) as region_code,
        '{{ code_kind }}' as code_kind,
        trim({{ code_kind }}_code) as school_code,
        school_id,
        row_number() over (partition by school_id order by year desc) as year_rank
    from {{ ref('dim_school_context') }}
    where {{ code_kind }}_code is not null
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

statements as (

    select
        region_code,
        exam_kind as code_kind,
        school_code,
        school_id,
        1 as priority,
        'seed' as basis
    from {{ ref('gia_school_code') }}
    union all
    select
        region_code,
        code_kind,
        school_code,
        school_id,
        2 as priority,
        'context' as basis
    from context_codes
    where year_rank = 1

),

spellings as (

    select
        region_code,
        code_kind,
        school_code,
        school_id,
        priority,
        basis
    from statements
    union all
    select
        region_code,
        code_kind,
        {{ regexp_replace_first("school_code", "^0+", '') }} as school_code,
        school_id,
        priority + 2 as priority,
        basis || '_zeros' as basis
    from statements

),

decisions as (

    select
        region_code,
        code_kind,
        school_code,
        priority,
        min(school_id) as school_id,
        min(basis) as basis
    from spellings
    group by region_code, code_kind, school_code, priority
    having min(school_id) = max(school_id)

),

regions as (

    select region_code
    from statements
    union
    select region_code
    from {{ ref('stg_gia__result') }}

),

only_region as (

    select case when min(region_code) = max(region_code) then min(region_code) end as region_code
    from regions

),

met as (

    select
        result.region_code as stated_region_code,
        coalesce(result.region_code, max(only_region.region_code)) as region_code,
        result.code_kind,
        result.school_code,
        count(*) as row_count
    from {{ ref('stg_gia__result') }} as result
    cross join only_region
    group by result.region_code, result.code_kind, result.school_code

),

ranked as (

    select
        met.stated_region_code,
        met.region_code,
        met.code_kind,
        met.school_code,
        met.row_count,
        decisions.school_id,
        decisions.basis,
        row_number() over (
            partition by met.stated_region_code, met.code_kind, met.school_code
            order by decisions.priority nulls last
        ) as decision_rank
    from met
    left join decisions
        on
            met.region_code = decisions.region_code
            and met.code_kind = decisions.code_kind
            and (
                met.school_code = decisions.school_code
                or (decisions.priority > 2 and {{ regexp_replace_first("met.school_code", "^0+", '') }} = decisions.school_code)
            )

)

select
    stated_region_code,
    region_code,
    code_kind,
    school_code,
    school_id,
    basis,
    cast(row_count as int) as row_count
from ranked
where decision_rank = 1
