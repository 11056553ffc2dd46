"""The real region computed again in pandas, straight from the exports and without product code.

Written from FORMATS B.1–B.5 and the official 2021 scales; used to check the warehouse, never by it.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

SUBJECTS = {
    "математик": "ma",
    "русск": "ru",
    "окружающ": "env",
    "биолог": "bio",
    "истори": "hist",
    "географ": "geo",
    "обществозн": "soc",
}
# Lower bounds of 3, 4, 5 and the maximum: official FIOKO descriptions of 2021.
SCALES_2021 = {
    (4, "ma"): (6, 10, 15, 20),
    (4, "ru"): (14, 24, 33, 38),
    (4, "env"): (8, 18, 27, 32),
    (5, "ma"): (7, 11, 15, 20),
    (5, "ru"): (18, 29, 39, 45),
    (5, "bio"): (12, 18, 24, 29),
    (5, "hist"): (4, 8, 12, 15),
    (6, "ma"): (6, 10, 14, 16),
    (6, "ru"): (25, 35, 45, 51),
    (6, "bio"): (12, 18, 24, 28),
    (6, "geo"): (10, 22, 31, 37),
    (6, "hist"): (6, 11, 16, 20),
    (6, "soc"): (9, 15, 20, 23),
}


def subject_and_grade(path: Path) -> tuple[str, int]:
    """Subject from the file name, grade from the folder."""
    name = path.name.lower()
    return next(code for stem, code in SUBJECTS.items() if stem in name), int(path.parent.name)


def read_works(path: Path) -> pd.DataFrame:
    """One row per line of the export: school, code, absent, cells filled, score, exported total, journal mark."""
    frame = pd.read_excel(path, engine="calamine", dtype=str, keep_default_na=False)
    columns = [str(c) for c in frame.columns]
    if "otc" in columns:
        tasks = [c for c in columns[: columns.index("Учебник")] if re.fullmatch(r"a-\d+-grade", c)]
        names = {"school": "user", "code": "code", "journal": "otc", "variant": "var-1", "total": "sum"}
    else:
        tasks = [c for c in columns if c.startswith("балл за")]
        names = {
            "school": "логин школы",
            "code": "код обучающегося",
            "journal": "отметка за предыдущую четверть/триместр",
            "variant": "вариант",
            "total": "всего баллов",
        }
    cells = frame[tasks].apply(lambda column: column.str.strip())
    points = cells.apply(pd.to_numeric, errors="coerce").fillna(0).clip(lower=0)
    works = pd.DataFrame({key: frame[column].str.strip() for key, column in names.items()})
    works["school"] = works["school"].str.extract(r"(\d+)$", expand=False)
    works["absent"] = works["variant"].str.lower().str.startswith("отсутств")
    works["filled"] = (cells != "").any(axis=1)
    works["participant"] = ~works["absent"] & works["filled"]
    works["score"] = points.sum(axis=1).astype(int)
    works["journal"] = pd.to_numeric(works["journal"], errors="coerce").where(lambda mark: mark.between(2, 5))
    return works


def add_marks(works: pd.DataFrame, bounds: tuple[int, int, int, int]) -> pd.DataFrame:
    """Marks of participants by the scale; none above the maximum."""
    to_3, to_4, to_5, maximum = bounds
    mark = np.select([works["score"] < to_3, works["score"] < to_4, works["score"] < to_5], [2, 3, 4], 5)
    return works.assign(
        mark=pd.Series(mark, index=works.index).where(works["participant"] & (works["score"] <= maximum))
    )


def inflated_schools(works: pd.DataFrame, min_n: int) -> int:
    """Schools whose lower 95 % bound of the mean is above the region's upper one (METHODS 2.1)."""
    scores = works.loc[works["participant"], ["school", "score"]]
    region_high = scores["score"].mean() + 1.96 * scores["score"].std() / np.sqrt(len(scores))
    schools = scores.groupby("school")["score"].agg(["mean", "std", "count"])
    low = schools["mean"] - 1.96 * schools["std"] / np.sqrt(schools["count"])
    return int(((low > region_high) & (schools["count"] >= min_n)).sum())
