"""The invented region 99: municipalities and schools. Nothing here exists outside the samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

REGION_CODE = "99"
REGION_NAME = "Синтетическая область (пример)"

MUNICIPALITIES: dict[str, str] = {
    "m001": "Примерный муниципальный район",
    "m002": "Образцовый муниципальный район",
    "m003": "Учебный муниципальный район",
    "m004": "Показательный муниципальный район",
    "m005": "Демонстрационный муниципальный район",
    "m006": "Пробный муниципальный район",
    "m007": "Типовой муниципальный район",
    "m008": "Условный муниципальный район",
    "m009": "Опытный муниципальный район",
    "m010": "Модельный муниципальный район",
    "m011": "Эталонный муниципальный район",
    "m012": "Тестовый муниципальный район",
    "m013": "Черновой муниципальный район",
    "m014": "Макетный муниципальный район",
    "m015": "Рисованный муниципальный район",
    "m016": "город Примерск",
    "m017": "город Образцовск",
    "m018": "город Учебногорск",
    "m070": "ГО Пелым",
}

# Other spellings met in the samples; the crosswalk has to bring them to one municipality.
OTHER_SPELLINGS: dict[str, str] = {
    "m001": "Примерный район",
    "m016": "г. Примерск",
}

_PLACES: dict[str, str] = {
    "m001": "пос. Примерный",
    "m002": "с. Образцовое",
    "m003": "с. Учебное",
    "m004": "с. Показательное",
    "m005": "пос. Демонстрационный",
    "m006": "с. Пробное",
    "m007": "пос. Типовой",
    "m008": "с. Условное",
    "m009": "с. Опытное",
    "m010": "пос. Модельный",
    "m011": "с. Эталонное",
    "m012": "пос. Тестовый",
    "m013": "с. Черновое",
    "m014": "с. Макетное",
    "m015": "с. Рисованное",
    "m016": "г. Примерск",
    "m017": "г. Образцовск",
    "m018": "г. Учебногорск",
    "m070": "пгт Пелым",
}


@dataclass(frozen=True)
class School:
    """A school of the region.

    Args:
        number: 1 … 9999; the digits of the login are `99` and this number.
        municipality: key of `MUNICIPALITIES`.
        name: short name.
        min_grade, max_grade: grades taught.
    """

    number: int
    municipality: str
    name: str
    min_grade: int = 1
    max_grade: int = 11
    is_sample: ClassVar[bool] = True  # schools at scale have none of the sample's quirks by number

    @property
    def region_code(self) -> str:
        return REGION_CODE

    @property
    def region_name(self) -> str:
        return REGION_NAME

    @property
    def school_id(self) -> str:
        return f"{self.region_code}{self.number:04d}"

    @property
    def old_login(self) -> str:
        """Login of 2020 and 2021."""
        return f"sch{self.school_id}"

    @property
    def login(self) -> str:
        """Login since 2022."""
        return f"edu{self.school_id}"

    @property
    def municipality_code(self) -> str:
        """`reg99_m001`."""
        return f"reg{self.region_code}_{self.municipality}"

    @property
    def municipality_name(self) -> str:
        return MUNICIPALITIES[self.municipality]

    @property
    def place(self) -> str:
        return _PLACES[self.municipality]


def municipality_code(key: str) -> str:
    """`m001` → `reg99_m001`."""
    return f"reg{REGION_CODE}_{key}"


PROJECT_NUMBERS = tuple(range(1, 51))  # «500+»: three schools in each of 16 municipalities, two in the 17th
CONFIRMED_MET, CONFIRMED_NOT_MET, RECHECK_NO, RECHECK_YES = 51, 52, 53, 54
BIG, UNPLACED, INFLATED, PRIMARY = 55, 56, 57, 58
PELYM_NUMBERS = (71, 72)


def _school(number: int, municipality: str, kind: str = "СОШ", **grades: int) -> School:
    return School(number, municipality, f"МБОУ {kind} № {number} {_PLACES[municipality]}", **grades)


def _all_schools() -> dict[int, School]:
    keys = list(MUNICIPALITIES)
    schools = []
    for number in PROJECT_NUMBERS:
        key = keys[(number - 1) // 3]
        if number % 5 == 0:
            schools.append(_school(number, key, "ООШ", max_grade=9))
        else:
            schools.append(_school(number, key))
    schools += [_school(number, "m018") for number in (CONFIRMED_MET, CONFIRMED_NOT_MET, RECHECK_NO, RECHECK_YES)]
    schools.append(_school(BIG, "m001"))
    schools.append(School(UNPLACED, "m018", 'ГБПОУ "Учебногорский колледж "', 10, 11))
    schools.append(_school(INFLATED, "m018"))
    schools.append(_school(PRIMARY, "m001", "НОШ", max_grade=4))
    schools += [_school(number, "m070") for number in PELYM_NUMBERS]
    return {school.number: school for school in schools}


SCHOOLS: dict[int, School] = _all_schools()
