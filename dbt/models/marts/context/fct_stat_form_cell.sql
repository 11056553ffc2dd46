-- The form of a school and year is its newest delivery whole (same order as everywhere); its cells, once each.
with delivered as (

    select
        cell.form_code,
        cell.year,
        cell.school_id,
        cell.import_id,
        row_number() over (
            partition by cell.form_code, cell.year, cell.school_id
            order by
                imports.delivered_at desc nulls last,
                imports.modified_at desc nulls last,
                imports.source_file desc,
                cell.import_id desc
        ) as delivery_rank
    from {{ ref('stg_form__cell') }} as cell
    inner join {{ ref('stg_ledger__import') }} as imports
        on cell.import_id = imports.import_id
    group by
        cell.form_code,
        cell.year,
        cell.school_id,
        cell.import_id,
        imports.delivered_at,
        imports.modified_at,
        imports.source_file

),

cells as (

    select
        cell.form_code,
        cell.report_year,
        cell.year,
        cell.school_id,
        cell.section,
        cell.row_code,
        cell.row_name,
        cell.column_no,
        cell.state,
        cell.value,
        cell.source_file,
        cell.source_sheet,
        cell.source_row,
        row_number() over (
            partition by cell.form_code, cell.year, cell.school_id, cell.section, cell.row_code, cell.column_no
            order by cell.source_row desc, cell.source_sheet desc, cell.login desc
        ) as cell_rank
    from {{ ref('stg_form__cell') }} as cell
    inner join delivered
        on
            cell.form_code = delivered.form_code
            and cell.year = delivered.year
            and cell.school_id = delivered.school_id
            and cell.import_id = delivered.import_id
            and delivered.delivery_rank = 1

)

select
    cells.form_code,
    cells.report_year,
    cells.year,
    school.region_code,
    school.municipality_code,
    cells.school_id,
    cells.section,
    cells.row_code,
    cells.row_name,
    cells.column_no,
    cells.state,
    cells.value,
    cells.source_file,
    cells.source_sheet,
    cells.source_row
from cells
inner join {{ ref('dim_school') }} as school
    on cells.school_id = school.school_id
where cells.cell_rank = 1
