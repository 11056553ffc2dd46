"""Works of single pupils straight from the sample files, by participant code: plain pandas, no code of the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

# Lowest scores of 3, 4 and 5, from the descriptions of the works of 2021 (FORMATS F).
BOUNDS = {
    ("ru", 4): (14, 24, 33),
    ("ma", 4): (6, 10, 15),
    ("ma", 5): (7, 11, 15),
    ("bio", 5): (12, 18, 24),
    ("hist", 5): (4, 8, 12),
    ("geo", 6): (10, 22, 31),
    ("soc", 6): (9, 15, 20),
    ("eng", 7): (13, 21, 27),
    ("phys", 7): (5, 8, 11),
    ("hist", 8): (7, 12, 18),
    ("chem", 8): (10, 19, 28),
}
NAME = {
    "ru": "Русский язык",
    "ma": "Математика",
    "geo": "География",
    "soc": "Обществознание",
    "eng": "Английский язык",
    "phys": "Физика",
    "hist": "История",
    "chem": "Химия",
}
JOURNAL_FORM = "Отметка за предыдущий триместр/ четверть/полугодие"
JOURNAL_2021 = "отметка за предыдущую четверть/триместр"


def _judged(table: pd.DataFrame, key: tuple[str, int], tasks: list[str], columns: dict[str, str]) -> pd.DataFrame:
    """code, class, mark (none when absent) and journal of every row."""
    score = table[tasks].apply(pd.to_numeric, errors="coerce").clip(lower=0).sum(axis=1)
    mark = 2 + sum((score >= bound).astype(int) for bound in BOUNDS[key])
    return pd.DataFrame(
        {
            "code": table[columns["code"]],
            "class": table[columns["class"]],
            "mark": mark.where(table[columns["variant"]].isin(["1", "2", "1.0", "2.0"])),
            "journal": pd.to_numeric(table[columns["journal"]], errors="coerce"),
        }
    )


@cache
def form_2024(school: str, subject: str, grade: int) -> pd.DataFrame:
    """The collection form of one school."""
    name = f"Форма сбора результатов {NAME[subject]} {grade} класс ВПР 2024.xlsx"
    path = SAMPLES / "2024" / f"edu{school}" / name
    table = pd.read_excel(path, sheet_name="Протокол", dtype=str, keep_default_na=False, engine="openpyxl")
    table = table[table["Код участника"] != ""]
    tasks = [column for column in table.columns if str(column).endswith("б)")]
    names = {"code": "Код участника", "class": "Порядковый номер класса", "variant": "Вариант", "journal": JOURNAL_FORM}
    return _judged(table, (subject, grade), tasks, names)


@cache
def export_2020(school: str, subject: str, grade: int) -> pd.DataFrame:
    """One school of the regional export of autumn 2020."""
    path = SAMPLES / "2020" / str(grade) / f"{NAME[subject]}.xlsx"
    table = pd.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl")
    table = table[table["user"] == f"sch{school}"]
    last = list(table.columns).index("Учебник")
    tasks = [c for c in table.columns[:last] if str(c).startswith("a-")]
    return _judged(
        table, (subject, grade), tasks, {"code": "code", "class": "klass", "variant": "var-1", "journal": "otc"}
    )


@cache
def export_2021(school: str, subject: str, grade: int) -> pd.DataFrame:
    """One school of the regional export of 2021, whatever the format of the file."""
    (path,) = (SAMPLES / "2021" / str(grade)).glob(f"*по {DATIVE_2021[subject]}, {grade} класс*")
    if path.suffix == ".csv":
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="cp1251", sep=";")
    else:
        table = pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
    table = table[table["логин школы"] == f"sch{school}"]
    tasks = [c for c in table.columns if str(c).startswith("балл за ")]
    names = {"code": "код обучающегося", "class": "класс", "variant": "вариант", "journal": JOURNAL_2021}
    return _judged(table, (subject, grade), tasks, names)


DATIVE_2021 = {"ma": "математике", "bio": "биологии", "hist": "истории"}


def passed_everything(works: list[pd.DataFrame]) -> tuple[int, int]:
    """Pupils with 3 or better in each of the works their class wrote, and all codes listed."""
    codes = sorted(set().union(*(set(work["code"]) for work in works)))
    marks = [dict(zip(work["code"], work["mark"], strict=True)) for work in works]
    listed_together = len(set.intersection(*(set(work["code"]) for work in works))) > 0
    passed = 0
    for code in codes:
        # Works without a common code were written by different classes: each pupil has one of them.
        own = [mark.get(code) for mark in marks if listed_together or code in mark]
        passed += all(mark is not None and mark >= 3 for mark in own)
    return passed, len(codes)


def not_below_journal(works: pd.DataFrame) -> tuple[int, int]:
    both = works.dropna(subset=["mark", "journal"])
    return int((both["mark"] >= both["journal"]).sum()), len(both)
