{{ config(alias='document_conflict') }}
-- One document that carries two numbers or two dates (CATALOGUE X23, X24): of these kinds an owner has one a year and stage.
-- Every row stays in fct_document: which of them is right, a person has to say.
with document as (

    select
        year,
        region_code,
        municipality_code,
        school_id,
        document_kind,
        stage,
        document_no,
        document_date,
        source_file
    from {{ ref('fct_document') }}
    where document_kind in ('concept', 'development_programme', 'risk_programme', 'quality_programme', 'quality_plan', 'road_map')

)

select
    year,
    region_code,
    municipality_code,
    school_id,
    document_kind,
    stage,
    min(document_no) as first_no,
    max(document_no) as last_no,
    min(document_date) as first_date,
    max(document_date) as last_date,
    max(source_file) as source_file,
    'У одного документа разные номера или даты: обе записи сохранены, верную выбирает человек' as message
from document
group by year, region_code, municipality_code, school_id, document_kind, stage
having min(document_no) <> max(document_no) or min(document_date) <> max(document_date)
