"""ФСН № ОО-1 and ОО-2 of region 99: a consolidated table of all schools, and books that single schools send."""

from __future__ import annotations

from random import Random

from dagster_project.generator.region import BIG, SCHOOLS, School
from dagster_project.generator.writers import Value
from dagster_project.lib.stat_forms import (
    CONSOLIDATED,
    HEADER,
    TITLE_LOGIN,
    TITLE_SCHOOL,
    TITLE_YEAR,
    Section,
    sections_of,
)

Cells = dict[tuple[str, str, int], float]
Sheets = dict[str, list[list[Value]]]
WRONG_SUMS = 2


def form_cells(seed: int, form: str, year: int, school: School) -> Cells:
    """Values by (section, line, graph); every control sum holds. Missing cells are 0, as schools leave them blank."""
    rng = Random(f"{seed}/stat_form/{form}/{year}/{school.number}")
    pupils = _pupils(seed, year, school)
    return _oo1(rng, pupils) if form == "oo1" else _oo2(rng, sum(pupils.values()))


def _pupils(seed: int, year: int, school: School) -> dict[int, int]:
    """Headcount by grade, never below what a work of the samples lists."""
    rng = Random(f"{seed}/stat_form/pupils/{year}/{school.number}")
    base = 60 if school.number == BIG else 31 if school.number in (52, 57) else 20
    return {grade: rng.randint(base, base + 8) for grade in range(school.min_grade, school.max_grade + 1)}


def _levels(values: dict[int, int]) -> tuple[int, int, int]:
    groups = (range(1, 5), range(5, 10), range(10, 13))
    first, second, third = (sum(values.get(grade, 0) for grade in group) for group in groups)
    return first, second, third


def _oo1(rng: Random, pupils: dict[int, int]) -> Cells:
    cells: Cells = {}

    def put(section: str, line: str, values: list[float], total: bool = True) -> None:
        row = [sum(values), *values] if total else values
        cells.update({(section, line, 3 + number): value for number, value in enumerate(row)})

    grades = range(1, 13)
    classes = {grade: 1 + count // 26 for grade, count in pupils.items()}
    advanced = {grade: pupils[grade] // classes[grade] for grade in pupils if grade >= 8 and rng.random() < 0.4}
    put("2.1.3", "01", [classes.get(grade, 0) for grade in grades])
    put("2.1.3", "02", [pupils.get(grade, 0) for grade in grades])
    put("2.1.3", "03", [1 if grade in advanced else 0 for grade in grades])
    put("2.1.3", "04", [advanced.get(grade, 0) for grade in grades])
    by_level = _levels(classes)
    put("2.4", "01", [sum(by_level), 0])
    for line, count in zip(("02", "03", "04"), by_level, strict=True):
        put("2.4", line, [count, 0])
    everyone = _levels(pupils)
    second = [rng.randint(0, count // 3) if rng.random() < 0.5 else 0 for count in everyone]
    put("2.6", "01", list(everyone))
    put("2.6", "02", [count - late for count, late in zip(everyone, second, strict=True)])
    put("2.6", "03", list(second))
    put("2.6", "04", [0, 0, 0])
    needing = [rng.randint(0, count // 4) for count in everyone]
    put("2.7", "01", list(needing))
    put("2.7", "02", [count - rng.randint(0, count // 3) for count in needing])
    teachers = max(8, sum(pupils.values()) // 14)
    higher, top = rng.randint(teachers * 7 // 10, teachers), rng.randint(teachers // 5, teachers // 2)
    first = rng.randint(0, teachers - top)
    put("3.1", "01", [teachers + 3, higher + 2, teachers - higher, top, first], total=False)
    put("3.1", "02", [teachers, higher, teachers - higher, top, first], total=False)
    vacant = rng.choice((0, 0, 0.5, 1, 2))
    put("3.2", "01", [teachers + 2.5, vacant + 0.5])
    put("3.2", "02", [teachers + 1.5, vacant])
    return cells


def _oo2(rng: Random, pupils: int) -> Cells:
    rooms = rng.randint(10, 28)
    boards, projectors = rng.randint(1, rooms // 2), rng.randint(2, rooms - 2)
    either = rng.randint(max(boards, projectors), min(rooms, boards + projectors))
    computers = rng.randint(15, 60)
    for_pupils = rng.randint(8, computers)
    books, other = pupils * rng.randint(9, 16), pupils * rng.randint(3, 14)
    return {
        **{("1.1", "01", 3 + n): value for n, value in enumerate((rooms, boards, projectors, either))},
        **{("1.1", "02", 3 + n): value for n, value in enumerate((1, 0, 1, 1))},
        **{("2.1", "01", 3 + n): value for n, value in enumerate((computers, for_pupils, for_pupils - 2))},
        **{("2.1", "02", 3 + n): value for n, value in enumerate((8, 5, 5))},
        ("2.2", "01", 3): rng.choice((10, 25, 50, 100, 100, 200)),
        ("3.1", "01", 3): books + other,
        ("3.1", "02", 3): books,
        ("3.1", "03", 3): other,
    }


def _line_cells(section: Section, code: str, excluded: frozenset[int], cells: Cells) -> list[Value]:
    return ["х" if graph in excluded else cells.get((section.number, code, graph), 0) for graph in section.graphs]


def school_sheets(form: str, year: int, school: School, cells: Cells, date: str) -> Sheets:
    """The book of one school; the title block stands on the first sheet only."""
    title: list[list[Value]] = [[TITLE_SCHOOL, school.name], [TITLE_LOGIN, school.login], [TITLE_YEAR, year]]
    title.append(["Дата:", date])
    sheets: Sheets = {}
    for section in sections_of(form):
        rows: list[list[Value]] = [[f"Раздел {section.number}. {section.name}"], *([] if sheets else title)]
        rows += [[*[None] * len(HEADER), *section.graphs.values()], [*HEADER, *section.graphs]]
        for line in section.lines:
            values = _line_cells(section, line.code, line.not_applicable, cells)
            rows.append([line.name, line.code, line.okei, *values])
        sheets[section.sheet_name] = rows
    return sheets


def consolidated_sheets(seed: int, form: str, year: int) -> Sheets:
    """All schools one below another; the year stands above the first table."""
    books = [(school, form_cells(seed, form, year, school)) for school in SCHOOLS.values()]
    sheets: Sheets = {}
    for section in sections_of(form):
        rows: list[list[Value]] = [] if sheets else [[TITLE_YEAR, year]]
        rows.append([*CONSOLIDATED, *HEADER, *section.graphs])
        for school, cells in books:
            for line in section.lines:
                values = _line_cells(section, line.code, line.not_applicable, cells)
                identity = (school.login, school.name, school.municipality_name)
                rows.append([*identity, line.name, line.code, line.okei, *values])
        sheets[section.sheet_name] = rows
    return sheets


def files(seed: int) -> dict[str, Sheets]:
    """Path below the samples → sheets. One school of 2023 has wrong sums."""
    found = {
        f"ФСН/{title} {year} свод.xlsx": consolidated_sheets(seed, form, year)
        for form, title, years in (("oo1", "ОО-1", (2020, 2021, 2022)), ("oo2", "ОО-2", (2021, 2022)))
        for year in years
    }
    for number in (1, WRONG_SUMS, 3):
        school = SCHOOLS[number]
        cells = form_cells(seed, "oo1", 2023, school)
        cells = _spoilt(cells) if number == WRONG_SUMS else cells
        found[f"ФСН/2023/{school.login} ОО-1.xlsx"] = school_sheets("oo1", 2023, school, cells, "25.09.2023")
    return found


def _spoilt(cells: Cells) -> Cells:
    """A total of pupils that is not the sum of its grades, and more advanced classes than classes in grade 8."""
    return cells | {("2.1.3", "02", 3): cells["2.1.3", "02", 3] + 4, ("2.1.3", "03", 11): 7}
