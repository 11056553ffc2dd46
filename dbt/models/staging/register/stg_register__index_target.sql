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
        nullif(trim(raw.indicator_id), '') as indicator_id,
        case when raw.target_op in ('<', '<=', '=', '>', '>=') then raw.target_op end as target_op,
        {{ to_number('raw.target_value') }} as target_value,
        {{ to_number('raw.printed_value') }} as printed_value,
        case when raw.printed_verdict in ('met', 'not_met') then raw.printed_verdict end as printed_verdict,
        {{ newest_slice(register_slice('index_target')) }} as delivery_rank
    {{ committed_rows('index_target') }}
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
    indicator_id,
    target_op,
    target_value,
    printed_value,
    printed_verdict
from stated
where delivery_rank = 1
