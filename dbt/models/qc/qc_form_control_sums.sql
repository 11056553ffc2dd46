{{ config(alias='form_control_sums') }}
-- Control sums of statistical forms that do not hold. A blank cell is 0; a side that is all «х» is not compared.
with term as (

    select
        control.control_id,
        control.form_code,
        control.section,
        control.axis,
        control.operator,
        control.label_ru,
        control_term.side,
        control_term.code
    from {{ ref('stat_form_control') }} as control
    inner join {{ ref('stat_form_control_term') }} as control_term
        on control.control_id = control_term.control_id

),

compared as (

    select
        term.control_id,
        term.axis,
        term.operator,
        term.label_ru,
        cell.form_code,
        cell.year,
        cell.report_year,
        cell.region_code,
        cell.school_id,
        cell.section,
        cell.source_file,
        cell.source_sheet,
        case when term.axis = 'row' then cast(cell.column_no as string) else cell.row_code end as line,
        min(case when term.side = 'left' then cell.source_row end) as source_row,
        sum(case when term.side = 'left' then coalesce(cell.value, 0) end) as left_value,
        sum(case when term.side = 'right' then coalesce(cell.value, 0) end) as right_value,
        sum(case when term.side = 'left' and cell.state in ('value', 'blank') then 1 else 0 end) as left_count,
        sum(case when term.side = 'right' and cell.state in ('value', 'blank') then 1 else 0 end) as right_count
    from {{ ref('fct_stat_form_cell') }} as cell
    inner join term
        on
            cell.form_code = term.form_code
            and cell.section = term.section
            and case when term.axis = 'row' then cell.row_code else cast(cell.column_no as string) end = term.code
    group by
        term.control_id,
        term.axis,
        term.operator,
        term.label_ru,
        cell.form_code,
        cell.year,
        cell.report_year,
        cell.region_code,
        cell.school_id,
        cell.section,
        cell.source_file,
        cell.source_sheet,
        case when term.axis = 'row' then cast(cell.column_no as string) else cell.row_code end

)

select
    control_id,
    form_code,
    year,
    report_year,
    region_code,
    school_id,
    section,
    case when axis = 'row' then 'графа ' else 'строка ' end || line as place,
    left_value,
    right_value,
    source_file as file,
    source_sheet as sheet,
    source_row as row,
    'Не выполнено «' || label_ru || '»: слева ' || {{ ru_number('left_value', 2) }} || ', справа ' || {{ ru_number('right_value', 2) }}
    || '. Исправьте ячейки и загрузите форму ещё раз' as message
from compared
where
    left_count > 0
    and right_count > 0
    and (
        (operator = '=' and abs(left_value - right_value) > 0.005)
        or (operator = '>=' and left_value < right_value - 0.005)
    )
