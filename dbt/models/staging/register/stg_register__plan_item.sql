-- Rows of the newest delivery of each slice; what an older one said stays in the lake.
with stated as (

    select
        {{ lineage() }},
        cast(raw.year as smallint) as year,
        {{ owner_region('raw.owner_code', 'school_alias.school_id') }} as region_code,
        {{ municipality_code('raw.owner_code') }} as municipality_code,
        {{ owner_login('raw.owner_code') }} as login,
        {{ school_id(owner_login('raw.owner_code'), 'school_alias.school_id') }} as school_id,
        nullif(trim(raw.owner_name), '') as owner_name,
        nullif(trim(raw.plan_title), '') as plan_title,
        nullif(trim(raw.section), '') as section,
        nullif(trim(raw.item_no), '') as item_no,
        nullif(trim(raw.event), '') as event,
        nullif(trim(raw.term_text), '') as term_text,
        {{ try_date('raw.term_from') }} as term_from,
        {{ try_date('raw.term_to') }} as term_to,
        raw.term_kind as term_kind,
        nullif(trim(raw.responsible), '') as responsible,
        nullif(trim(raw.result), '') as result,
        case when raw.execution in ('cancelled', 'done', 'in_progress', 'not_done') then raw.execution end as execution,
        {{ try_date('raw.done_date') }} as done_date,
        {{ newest_slice(register_slice('plan_item')) }} as delivery_rank
    {{ committed_rows('plan_item') }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim(raw.owner_code)) = school_alias.login

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    year,
    region_code,
    municipality_code,
    login,
    school_id,
    owner_name,
    plan_title,
    section,
    item_no,
    event,
    term_text,
    term_from,
    term_to,
    term_kind,
    responsible,
    result,
    execution,
    done_date
from stated
where delivery_rank = 1
