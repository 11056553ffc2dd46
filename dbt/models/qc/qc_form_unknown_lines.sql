{{ config(alias='form_unknown_lines') }}
-- Lines and graphs that the template does not have: their values are kept and used by nobody.
select
    cell.form_code,
    cell.year,
    cell.region_code,
    cell.school_id,
    cell.section,
    cell.row_code,
    cell.column_no,
    cell.value,
    cell.source_file as file,
    cell.source_sheet as sheet,
    cell.source_row as row,
    'Такой строки или графы в разделе шаблона нет: показатели её не используют. Проверьте номер' as message
from {{ ref('fct_stat_form_cell') }} as cell
left join {{ ref('stat_form_line') }} as line
    on cell.form_code = line.form_code and cell.section = line.section and cell.row_code = line.row_code
left join {{ ref('stat_form_column') }} as graph
    on cell.form_code = graph.form_code and cell.section = graph.section and cell.column_no = graph.column_no
where
    (line.row_code is null or graph.column_no is null)
    and cell.state in ('value', 'unreadable')
