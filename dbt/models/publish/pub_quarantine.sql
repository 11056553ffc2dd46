{{ config(meta={'slice': 'import'}) }}
-- Rows held back at the gate: whose they are, where they stand, what is wrong and what to do.
with stated as (

    select
        remark.import_id,
        remark.file,
        remark.sheet,
        remark.row,
        remark.column_name,
        remark.dataset,
        remark.rule,
        remark.value,
        remark.message,
        {{ school_id(login_in_text('remark.row_json'), 'school_alias.school_id') }} as school_id,
        {{ municipality_code('remark.row_json') }} as municipality_code,
        case
            when right(remark.rule, 8) = '_missing' then 'missing'
            when right(remark.rule, 10) = '_is_a_name' then 'name'
            when right(remark.rule, 8) = '_unknown' then 'unknown'
            when right(remark.rule, 10) = '_malformed' then 'malformed'
            when right(remark.rule, 13) in ('_not_a_number', '_out_of_range') then 'malformed'
            when left(remark.rule, 10) = 'duplicate_' then 'duplicate'
            when remark.rule = 'shifted_row' then 'shifted'
            else 'other'
        end as rule_kind
    from {{ ref('qc_quarantined_rows') }} as remark
    left join {{ ref('school_alias') }} as school_alias
        on {{ login_in_text('remark.row_json') }} = school_alias.login

),

placed as (

    select
        stated.import_id,
        stated.file,
        stated.sheet,
        stated.row,
        stated.column_name,
        stated.dataset,
        stated.rule,
        stated.rule_kind,
        stated.value,
        stated.message,
        coalesce(stated.school_id, place.school_id) as school_id,
        stated.municipality_code as stated_municipality_code,
        case when stated.school_id is null then place.municipality_code end as file_municipality_code,
        place.region_code as file_region_code
    from stated
    left join {{ ref('int_import_place') }} as place
        on stated.import_id = place.import_id and stated.file = place.source_file

)

select
    coalesce(substr(fact.school_id, 1, 2), substr(fact.stated_municipality_code, 4, 2), fact.file_region_code) as region_code,
    coalesce(school.municipality_code, fact.stated_municipality_code, fact.file_municipality_code) as municipality_code,
    municipality.municipality_name,
    fact.school_id,
    school.school_name,
    imports.year,
    imports.subject_code,
    subject.label_ru as subject_name,
    imports.grade,
    fact.dataset as source,
    source_label.label_ru as source_name,
    fact.import_id,
    fact.file as source_file,
    fact.sheet as source_sheet,
    fact.row as source_row,
    fact.column_name,
    fact.rule,
    fact.rule_kind,
    rule_label.label_ru as rule_name,
    fact.value,
    fact.message,
    advice_label.label_ru as advice
from placed as fact
inner join {{ ref('qc_imports') }} as imports
    on fact.import_id = imports.import_id and fact.file = imports.source_file
left join {{ ref('dim_school') }} as school
    on fact.school_id = school.school_id
left join {{ ref('dim_municipality') }} as municipality
    on coalesce(school.municipality_code, fact.stated_municipality_code, fact.file_municipality_code) = municipality.municipality_code
left join {{ ref('dim_subject') }} as subject
    on imports.subject_code = subject.subject_code
{{ label_join('source_label', 'dataset', 'fact.dataset') }}
{{ label_join('rule_label', 'quarantine_rule', 'fact.rule_kind') }}
{{ label_join('advice_label', 'quarantine_advice', 'fact.rule_kind') }}
