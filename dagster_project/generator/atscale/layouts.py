"""Regional export layouts: where a block's file lies, its sheets, and what ingest makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from dagster_project.generator.atscale.block import CLASSES, JOURNAL, SEXES, VARIANTS, Block, Flags
from dagster_project.generator.atscale.scores import CELLS
from dagster_project.generator.region_exports import table_2020, table_2021, tables_2022, textbook
from dagster_project.generator.writers import Rows
from dagster_project.lib.columns import NULL, Codes, Column, column_of
from dagster_project.lib.lake_schema import TASK_COLUMNS

LAYOUTS = {2020: "vpr_region_2020", 2021: "vpr_region_2021", 2022: "vpr_region_2022"}
WORK_SHEETS = {2020: "Sheet1", 2021: "Sheet", 2022: "Протокол"}
CLASS_SHEET = "Классы"


def source_file(block: Block) -> str:
    """Path below the landing folder; years and grades of other works stand in folders as in real deliveries."""
    work, folder = block.work, f"reg{block.territory.code}/{block.year}/{block.work.grade}"
    if block.year == 2021:
        return f"{folder}/Проведение работы по {work.dative}, {work.grade} класс. ВПР 2021.xlsx"
    return f"{folder}/{work.name}.xlsx"


def sheets(block: Block) -> dict[str, Rows]:
    """The workbook, printed by the writers of the samples."""
    pupils = block.pupils()
    if block.year == 2020:
        return {WORK_SHEETS[2020]: table_2020(block.work, pupils)}
    if block.year == 2021:
        return {WORK_SHEETS[2021]: table_2021(block.work, pupils)}
    uploaded = dict(zip((school.number for school in block.territory.schools), block.uploads, strict=True))
    return dict(tables_2022(block.work, pupils, uploaded, as_text=block.work.subject_code == "ma"))


def work_columns(block: Block) -> dict[str, Column]:
    """The text columns of `vpr_work` that ingest would read from the file."""
    present, school = ~block.is_absent, block.school.astype(np.int32)
    schools = block.territory.schools
    last = int(block.number.max(initial=0))
    codes = [str(block.first_code + number) for number in range(last + 1)]
    columns = {
        "login": Column(school, [s.login if block.year == 2022 else s.old_login for s in schools]),
        "participant_code": Column(block.number.astype(np.int32), codes),
        "variant_raw": Column(block.variant, list(VARIANTS)),
        "class_raw": Column(_only(present, block.class_code), list(CLASSES)),
        "sex_raw": Column(_only(present, block.sex), list(SEXES)),
        "journal_mark_raw": Column(_only(present, block.journal), list(JOURNAL)),
        "total_raw": _total(block),
    }
    for place in range(len(block.work.tasks)):
        cells = block.cells[:, place].astype(np.int32)
        columns[TASK_COLUMNS[place]] = Column(_only(present, cells), list(CELLS))
    if block.year == 2020:
        columns["municipality_code_raw"] = Column(school, [s.municipality_code for s in schools])
    else:
        columns["municipality_raw"] = Column(school, [s.municipality_name for s in schools])
    if block.year == 2021:
        columns["textbook_raw"] = Column(_only(present, np.zeros(len(block), np.int32)), [textbook(block.work)])
    if block.year == 2022:
        columns["municipality_code_raw"] = Column(school, [s.municipality_code for s in schools])
        columns["school_name"] = Column(school, [s.name for s in schools])
        columns["extra"] = Column(school, _extra(block.uploads))
    return {name: _compact(column) for name, column in columns.items()}


def class_columns(block: Block) -> dict[str, Column]:
    """The text columns of `vpr_class`, one row per school of a 2022 file."""
    schools = block.schools
    rows = np.arange(len(schools), dtype=np.int32)
    book = f"{block.work.subject_code}{block.work.grade}.1 | 9.9.9.9.9.1 | {textbook(block.work)}"
    uploads = _extra([block.uploads[school.number - 1] for school in schools])
    return {
        "login": Column(rows, [s.login for s in schools]),
        "school_name": Column(rows, [s.name for s in schools]),
        "municipality_code_raw": Column(rows, [s.municipality_code for s in schools]),
        "municipality_raw": Column(rows, [s.municipality_name for s in schools]),
        "class_raw": Column(np.zeros(len(schools), np.int32), ["нет"]),
        "textbook_raw": Column(np.zeros(len(schools), np.int32), [book]),
        "extra": Column(rows, uploads),
    }


def task_rows(block: Block) -> list[tuple[str, str | None]]:
    """Label and maximum of each task as the header says them."""
    if block.year == 2022:
        return [(label, str(top)) for label, top in block.work.tasks]
    return [(str(number), None) for number in range(1, len(block.work.tasks) + 1)]


def _only(present: Flags, codes: Codes) -> Codes:
    return np.where(present, codes, NULL).astype(np.int32)


def _total(block: Block) -> Column:
    """The layout of 2022 prints 0 for an absent pupil, the others nothing."""
    codes = block.total.astype(np.int32)
    if block.year != 2022:
        codes = _only(~block.is_absent, codes)
    return Column(codes, [str(total) for total in range(int(block.total.max(initial=0)) + 1)])


def _extra(uploads: Sequence[str]) -> list[str]:
    return [json.dumps({"Дата загрузки": moment}, ensure_ascii=False) for moment in uploads]


def _compact(column: Column) -> Column:
    """Each value once, none that no row has: Parquet writes a dictionary whole, its size decides the bits of a row."""
    used = np.flatnonzero(np.bincount(column.codes + 1, minlength=len(column.values) + 1)[1:])
    distinct = column_of([column.values[code] for code in used.tolist()])
    numbers = np.full(len(column.values) + 1, NULL, np.int32)
    numbers[used] = distinct.codes
    return Column(numbers[column.codes], distinct.values)
