"""Planted ГИА results of region 99. Scores never depend on the seed: golden figures are counted from these lines."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.generator.region import SCHOOLS

# short: (code in RIS, name in RIS, day of the main session: month, day)
EGE_EXAMS: dict[str, tuple[str, str, str]] = {
    "ge": ("08", "География", "06.01"),
    "li": ("18", "Литература", "06.01"),
    "ch": ("04", "Химия", "06.01"),
    "ru": ("01", "Русский язык", "06.04"),
    "mb": ("22", "Математика базовая", "06.08"),
    "mp": ("02", "Математика профильная", "06.08"),
    "so": ("12", "Обществознание", "06.11"),
    "hi": ("07", "История", "06.11"),
    "ph": ("03", "Физика", "06.11"),
    "bi": ("06", "Биология", "06.15"),
    "en": ("09", "Английский язык", "06.15"),
    "in": ("05", "Информатика", "06.18"),
    "de": ("10", "Немецкий язык", "06.18"),
    "fr": ("11", "Французский язык", "06.18"),
}
OGE_EXAMS: dict[str, tuple[str, str, str]] = {
    "ma": ("02", "Математика", "06.02"),
    "so": ("12", "Обществознание", "06.05"),
    "ch": ("04", "Химия", "06.05"),
    "ru": ("01", "Русский язык", "06.09"),
    "bi": ("06", "Биология", "06.16"),
    "in": ("05", "Информатика", "06.16"),
    "ge": ("08", "География", "06.19"),
    "gr": ("51", "Русский язык ГВЭ", "06.09"),
    "gm": ("52", "Математика ГВЭ", "06.02"),
}
UNKNOWN_SCHOOL_CODE = "5999"  # stands in no questionnaire: only in the totals of the region


@dataclass(frozen=True)
class Examinee:
    """One person of one year.

    Args:
        school: number of the school, None for the code nobody knows.
        place: 1, 2, … within school and year.
        results: exam → test score (ЕГЭ; mark for base mathematics) or mark (ОГЭ, ГВЭ).
    """

    year: int
    grade: int
    school: int | None
    place: int
    results: dict[str, int]

    @property
    def school_code(self) -> str:
        return UNKNOWN_SCHOOL_CODE if self.school is None else str(5000 + SCHOOLS[self.school].number)

    @property
    def code(self) -> str:
        """Participant code, the same in every exam of the year."""
        return f"{self.grade:02d}{self.year % 100}{self.school or 99:02d}{self.place:03d}"


_EGE: dict[tuple[int, int | None], str] = {
    # ГО Пелым: 37 of 37 results reach the minimum (100 %), 12 of 31 hundred-point results reach 81 (39 %);
    # 4 of 12 persons have 80 in everything, one of them exactly 80
    (2026, 71): "ru95 mp88 ph84; ru91 mp82 in81; ru85 so81 hi83 mb5; ru80 mp80 ph80; "
    "ru82 bi70 ch64 mb4; ru73 so60 mb4; ru66 mp52; ru70 en79 mb3",
    (2026, 72): "ru87 mp83 in78; ru78 so72 mb5; ru60 hi55 mb4; ru64 mp48 ph51",
    # minima of 2026 hit exactly and missed by one
    (2026, 1): "ru100 mp81 in90; ru62 so41 mb4; ru23 mb3; ru36 mp27 ph36",
    (2026, 7): "ru70 mp40 in39; ru55 bi35 mb2; ru81 li79 mb5",
    (2026, 11): "ru58 so42 mb3; ru24 mb4",
    (2026, 13): "ru90 hi80 mb4; ru77 en22 mb5",
    (2026, None): "ru50 mp30",
    (2025, 71): "ru84 mp80 ph76; ru79 in62 mb5; ru68 so55 mb4; ru81 bi83 ch79",
    (2025, 72): "ru61 mb3; ru82 so80 mb5",
    (2025, 1): "ru95 mp62; ru44 so38 mb3",
    (2025, 7): "ru72 mp33 in45",
    (2025, 11): "ru51 mb2",
    (2025, 13): "ru88 hi71 mb4",
}
_OGE: dict[tuple[int, int | None], str] = {
    # all exams 4–5: 4 of 6 (one after an appeal, one by ГВЭ)
    (2026, 71): "ru5 ma4 so4 bi5; ru4 ma4 ch4 in5; ru5 ma3 so4 ge4; ru4 ma4 so4 ge4; ru3 ma3 so3 bi3; gr4 gm5",
    (2026, 5): "ru4 ma4 bi4 ge4; ru3 ma3 so3 ge3; ru5 ma5 so5 bi4",
    (2026, 1): "ru4 ma3 so4 in4; ru4 ma4 so4 in4",
    (2025, 71): "ru4 ma4 so4; ru4 ma3 so5; ru3 ma3 so3; ru5 ma5 so5",
    (2025, 5): "ru4 ma3 so3; ru5 ma4 so4",
    (2025, 1): "ru3 ma4 so4",
}
# CATALOGUE 7.1, trend groups of 2021–2023: of eight persons with every exam, how many reach 81 (base mathematics: «3»)
_TREND: dict[str, tuple[int, int, int]] = {
    **dict.fromkeys(("mb", "ph", "ch", "li"), (2, 3, 5)),
    **dict.fromkeys(("ru", "bi", "hi", "ge", "en", "de"), (3, 5, 4)),
    **dict.fromkeys(("mp", "in", "so", "fr"), (5, 4, 4)),
}
TREND_YEARS = (2021, 2022, 2023)
_TREND_SCHOOL, _TREND_PERSONS = 13, 8
# (year, grade, school, place, exam) → what the protocol said before a satisfied appeal or a second sitting
BEFORE_APPEAL = {(2026, 11, 71, 2, "in"): 77, (2026, 9, 71, 4, "so"): 3}
REJECTED_APPEAL = (2026, 9, 5, 2, "so")
BEFORE_RESIT = {(2026, 11, 71, 6, "so"): 38, (2026, 9, 71, 5, "ma"): 2}


def _read(text: str) -> list[dict[str, int]]:
    return [{item[:2]: int(item[2:]) for item in person.split()} for person in text.split(";")]


def _of_the_trend(year: int, place: int) -> Examinee:
    """All exams of one person; the first of the eight reach the high level."""
    results = {}
    for exam, counts in _TREND.items():
        is_high = place <= counts[TREND_YEARS.index(year)]
        results[exam] = (4 if is_high else 2) if exam == "mb" else (81 if is_high else 80)
    return Examinee(year, 11, _TREND_SCHOOL, place, results)


def examinees(grade: int, year: int) -> list[Examinee]:
    """Everybody who sat in a year, in order of school and place."""
    if grade == 11 and year in TREND_YEARS:
        return [_of_the_trend(year, place) for place in range(1, _TREND_PERSONS + 1)]
    plan = _OGE if grade == 9 else _EGE
    return [
        Examinee(year, grade, school, place, results)
        for (planned, school), text in plan.items()
        if planned == year
        for place, results in enumerate(_read(text), start=1)
    ]
