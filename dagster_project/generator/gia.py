"""Protocols of РИС ГИА (FORMATS D): several exams in a sheet, repeated headers, sparse columns, appeals, CSV.

Surnames are invented words: tests search every file of a run for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from dagster_project.generator.gia_plan import (
    BEFORE_APPEAL,
    BEFORE_RESIT,
    EGE_EXAMS,
    OGE_EXAMS,
    REJECTED_APPEAL,
    Examinee,
    examinees,
)
from dagster_project.generator.region import REGION_CODE, REGION_NAME
from dagster_project.generator.writers import Value

Table = list[list[Value]]
SHEET = "Page 1"
SURNAMES = ("Зубрилкин", "Отличникова", "Тетрадкин", "Чернильцева", "Партоваров", "Переменкина", "Указкин", "Мелочкина")
NAMES = (("Прохор", "Фомич"), ("Устинья", "Карповна"), ("Савелий", "Наумович"), ("Глафира", "Ефимовна"))
_TITLE = "Протокол проверки результатов государственной итоговой аттестации"
_RESIT_DAY = "06.25"
_PAGE = 9  # rows after which a page ends and the header is printed again

_COMPACT: tuple[Value, ...] = (
    "№",
    "Код ППЭ",
    "Код ОО",
    "Класс",
    "Код ООП",
    "Профиль",
    "Фамилия",
    "Имя",
    "Отчество",
    "Вариант",
)
_COMPACT += ("Код участника", "№ бланка", "Ответы в краткой форме", "Ответы в развернутой форме")
_COMPACT += ("Первичный балл", "Итоговый балл")
_REGIONAL: tuple[Value, ...] = (
    "№",
    None,
    "Код МСУ",
    None,
    "Код ОО",
    None,
    "Класс",
    None,
    "Код ППЭ",
    None,
    "Аудитория",
    None,
)
_REGIONAL += ("Фамилия", "Имя", "Отчество", None, "Задания с кратким ответом", None)
_REGIONAL += ("Задания с развёрнутым ответом", None, "Первичный балл", None, "Тестовый балл", None)
_OGE: tuple[Value, ...] = (
    "№",
    "Код ОО",
    "Класс",
    None,
    "Код ППЭ",
    None,
    "Аудитория",
    None,
    "Код МСУ",
    None,
    "Фамилия",
    None,
    "Имя",
)
_OGE += ("Отчество", "Задания с кратким ответом", None, None, "Задания с развёрнутым ответом", "Первичный балл")
_OGE += (None, "Оценка")
_CSV: tuple[Value, ...] = (
    "SchoolCode",
    "SurnameCell",
    "NameCell",
    "SecondNameCell",
    "TestResultBCell",
    "TestResultCCell",
)
_CSV += ("PrimaryMark", "Mark5", "ClassCode", "DocumentSeriesCode", "DocumentNumberCode")


def person(one: Examinee) -> tuple[str, str, str]:
    """Surname, name, patronymic: distinct within school and year."""
    number = one.place + (one.school or 0)
    name, patronymic = NAMES[one.place % len(NAMES)]
    return SURNAMES[number % len(SURNAMES)], name, patronymic


def _answers(rng: Random, share: float) -> tuple[str, str, int]:
    """Short and extended answers and their points."""
    short = "".join("+" if rng.random() < share else "-" for _ in range(12))
    pairs = [(round(share * top), top) for top in (2, 3, 2)]
    return short, "".join(f"{got}({top})" for got, top in pairs), short.count("+") + sum(got for got, _ in pairs)


def _sittings(year: int, grade: int, exam: str) -> Iterator[tuple[Examinee, int]]:
    """Who sat the exam on its main day, with the figure printed then."""
    for one in examinees(grade, year):
        key = (year, grade, one.school or 0, one.place, exam)
        if exam in one.results:
            yield one, BEFORE_APPEAL.get(key, BEFORE_RESIT.get(key, one.results[exam]))


def _resits(year: int, grade: int, exam: str) -> Iterator[tuple[Examinee, int]]:
    for one in examinees(grade, year):
        if (year, grade, one.school, one.place, exam) in BEFORE_RESIT:
            yield one, one.results[exam]


def _head(year: int) -> Table:
    return [[f"{_TITLE} {year} г."], [f"{REGION_CODE} - {REGION_NAME.split(' (')[0]}"], []]


def _exam(exams: dict[str, tuple[str, str, str]], exam: str, year: int, day: str | None = None) -> str:
    code, name, main = exams[exam]
    return f"{code} - {name} {year}.{day or main}"


def _pages(rows: Iterable[list[Value]], header: tuple[Value, ...]) -> Table:
    """Rows cut into pages: footer, then the header again."""
    table: Table = [list(header)]
    for number, row in enumerate(rows):
        if number and number % _PAGE == 0:
            table += [[None, None, f"Страница {number // _PAGE}"], list(header)]
        table.append(row)
    return table


def ege_compact(seed: int, year: int) -> Table:
    """All exams of the main days; one row of 2026 is shifted by a column, its surname stands under «Класс»."""
    rng = Random(f"{seed}/gia/ege/{year}")
    table = _head(year)
    for exam in EGE_EXAMS:
        rows: Table = []
        for number, (one, score) in enumerate(_sittings(year, 11, exam), start=1):
            short, long, primary = _answers(rng, score / 5 if exam == "mb" else score / 100)
            where: list[Value] = [number, 1300 + number % 3, int(one.school_code), "11А", 1, "универсальный"]
            tail: list[Value] = [rng.randint(101, 430), one.code, 9_000_000 + number, short, long, primary, score]
            rows.append([*where, *person(one), *tail])
        if rows:
            table += [[_exam(EGE_EXAMS, exam, year)], [], *_pages(rows, _COMPACT)]
    if year == 2026:
        bad: list[Value] = [99, 1301, 5013, SURNAMES[0], 1, "универсальный", *NAMES[0], None]
        table.append([*bad, 111, "112613999", 1, "+", "1(2)", 2, 10])
    return table


def ege_regional(seed: int, year: int) -> Table:
    """Second sittings, in the sparse regional layout without participant codes."""
    rng = Random(f"{seed}/gia/ege/resit/{year}")
    table = _head(year)
    for exam in EGE_EXAMS:
        rows: Table = []
        for one, score in _resits(year, 11, exam):
            short, long, primary = _answers(rng, score / 100)
            cells: list[Value] = [1, None, 70, None, int(one.school_code), None, "11", None, 1301, None, 108, None]
            rows.append([*cells, *person(one), None, short, None, long, None, primary, None, score, None])
        if rows:
            table += [[_exam(EGE_EXAMS, exam, year, _RESIT_DAY)], [], *_pages(rows, _REGIONAL)]
    return table


def oge(seed: int, year: int) -> Table:
    """Main days, then the second sittings; some surnames stand in the next column of their merged header."""
    rng = Random(f"{seed}/gia/oge/{year}")
    table = _head(year)
    for day, sittings in ((None, _sittings), (_RESIT_DAY, _resits)):
        for exam in OGE_EXAMS:
            rows: Table = []
            for number, (one, mark) in enumerate(sittings(year, 9, exam), start=1):
                short, long, primary = _answers(rng, mark / 5)
                surname, name, patronymic = person(one)
                names: list[Value] = [None, surname] if number % 2 == 0 else [surname, None]
                where: list[Value] = [number, int(one.school_code), "9а", None, 1316, None, 203, None, 70, None]
                rows.append([*where, *names, name, patronymic, short, None, None, long, primary, None, mark])
            if rows:
                table += [[_exam(OGE_EXAMS, exam, year, day)], *_pages(rows, _OGE)]
    return table


def oge_csv(seed: int, year: int) -> dict[str, Table]:
    """One file per exam, named by it; codes of schools with a leading zero, numbers of documents."""
    files: dict[str, Table] = {}
    for exam in ("ru", "ma", "so"):
        rng = Random(f"{seed}/gia/csv/{year}/{exam}")
        table: Table = [list(_CSV)]
        for one, mark in _sittings(year, 9, exam):
            short, long, primary = _answers(rng, mark / 5)
            document = f"{770000 + (one.school or 0) * 100 + one.place}"
            result: list[Value] = [short, long, primary, mark, "9А", "9999", document]
            table.append([f"0{one.school_code}", *person(one), *result])
        files[_exam(OGE_EXAMS, exam, year)] = table
    return files


def appeals(grade: int, year: int) -> Table:
    """Two-row header; the figures are those in force after the appeal."""
    exams, figure = (OGE_EXAMS, "Оценка") if grade == 9 else (EGE_EXAMS, "Тестовый балл")
    top: list[Value] = ["№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Экзамен"]
    table: Table = [*_head(year), [*top, "Состояние апелляции", "Текущие", None]]
    table.append([*[None] * 10, "Первичный балл", figure])
    wanted = dict.fromkeys([*BEFORE_APPEAL, REJECTED_APPEAL])
    for one in examinees(grade, year):
        for exam, final in one.results.items():
            key = (year, grade, one.school or 0, one.place, exam)
            if key in wanted:
                state = "Апелляция отклонена" if key == REJECTED_APPEAL else "Апелляция удовлетворена"
                _, name, day = exams[exam]
                place: list[Value] = [len(table) - 4, int(one.school_code), str(grade), 1301, 108]
                table.append([*place, *person(one), f"{name}({year}.{day})", state, 20, final])
    return table
