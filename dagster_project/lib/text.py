"""Cells and headers as text: one home for every spelling rule of the gate."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from dagster_project.lib.names import code
from dagster_project.lib.terms import one_day, read_term

_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009"), " ")
_INVISIBLE = dict.fromkeys([*range(0x00, 0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0xAD, 0x200B, 0xFEFF])
_CLEAN = {**_BLANKS, **_INVISIBLE}
_GROUP_CODE = re.compile(r"^(?P<name>.*?)\s*\((?P<code>[A-Za-z0-9_]+)\)\s*$", re.DOTALL)
_LOGIN = re.compile(r"(?:sch|edu|ksh|spo)[0-9]+", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"reg([0-9]{2})_(?:vpr_)?(m[0-9]{3})", re.IGNORECASE)
_NUMBER = re.compile(r"^-?[0-9]+(?:\.[0-9]+)?$")
_RUSSIAN_DATE = re.compile(r"^([0-9]{2})\.([0-9]{2})\.([0-9]{4})(?:\s+([0-9]{2}:[0-9]{2})(:[0-9]{2})?)?$")

_YES_NO = {
    **dict.fromkeys(("да", "д", "+", "1", "true", "истина", "yes", "есть", "имеется"), "да"),
    **dict.fromkeys(("нет", "н", "0", "false", "ложь", "no", "не имеется", "отсутствует"), "нет"),
}

# `04 - Химия 2026.06.01` of a protocol, `Математика(2026.06.02)` of an appeal
_EXAM = re.compile(
    r"^(?:(?P<code>[0-9]{2})\s*[-–—]\s*)?(?P<subject>[^0-9]*[^0-9\s(])\s*\(?(?P<date>20[0-9]{2}[.-][0-9]{2}[.-][0-9]{2})\)?$"
)
_REGION = re.compile(r"^([0-9]{2})\s*[-–—]\s*[^0-9]+$")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( |$)")


def cell_text(value: Any) -> str | None:
    """Text of a cell: NBSP is a blank, invisible characters go, `1.0` is `1`, dates are ISO, blank is None."""
    if isinstance(value, str):
        clean = value if value.isprintable() else value.translate(_CLEAN)  # printable: nothing to translate
        return clean.strip() or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time | timedelta | int):
        return str(value)
    raise TypeError(f"unexpected cell type {type(value).__name__}")


@lru_cache(maxsize=1 << 15, typed=True)
def header_key(value: Any) -> str:
    """Comparable form of a header: lower case, single blanks, `ё` as `е`; an empty string when blank."""
    text = cell_text(value) or ""
    return " ".join(text.lower().replace("ё", "е").split())


@lru_cache(maxsize=1 << 15, typed=True)
def header_label(value: Any) -> str:
    """The header as people see it, blanks and line breaks collapsed."""
    return " ".join((cell_text(value) or "").split())


def split_pair(text: str) -> tuple[str | None, str]:
    """Split `code | name` and `name(code)`; a text without a code gives (None, text)."""
    if "|" in text:
        code, _, name = text.partition("|")
        return code.strip() or None, name.strip()
    match = _GROUP_CODE.match(text)
    if match and (_LOGIN.fullmatch(match["code"]) or match["code"].lower().startswith("reg")):
        return match["code"], match["name"].strip()
    return None, text


def number(text: str) -> str:
    """`1 722 202` → `1722202`, `5,06 %` → `5.06`; anything else is returned unchanged."""
    candidate = text.replace(" ", "").removesuffix("%").replace(",", ".")
    return candidate if _NUMBER.match(candidate) else text


def iso_datetime(text: str) -> str:
    """`17.03.2022 05:09:18` → `2022-03-17 05:09:18`; anything else is returned unchanged."""
    match = _RUSSIAN_DATE.match(text)
    if not match:
        return text
    day, month, year, clock, seconds = match.groups()
    return f"{year}-{month}-{day}" + (f" {clock}{seconds or ':00'}" if clock else "")


def moment(text: str) -> str | None:
    """A date, with or without time, in ISO form; None when the text is no date."""
    iso = iso_datetime(text)
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso if _ISO.match(iso) else None


def iso_date(text: str) -> str:
    """`15.03.2022`, `5 мая 2022 г.` → ISO, the time of a moment goes; anything that is no day is returned unchanged."""
    told = moment(text)
    return told[:10] if told else one_day(text) or text


def _login(text: str) -> str:
    code, _ = split_pair(text)
    return "".join((code or text).lower().split())


def _pair_code(text: str) -> str | None:
    return split_pair(text)[0]


def _pair_name(text: str) -> str | None:
    return split_pair(text)[1] or None


def _municipality_code(text: str) -> str | None:
    match = _MUNICIPALITY.search(text)
    return f"reg{match[1]}_{match[2].lower()}" if match else None


def _group_code(text: str) -> str | None:
    code, _ = split_pair(text)
    return _municipality_code(code) or code.lower() if code else None


def _group_kind(text: str) -> str:
    code, name = split_pair(text)
    if code is None:
        return "sample" if header_key(name) == "вся выборка" else "region"
    return "municipality" if _municipality_code(code) else "school"


def _task_label(text: str) -> str:
    """`5(1)`, `5.1 (2б)` → 5.1: a task as it is compared between reports; Latin K of a criterion is Cyrillic."""
    label = re.sub(r"\s*\([0-9]{1,2}\s*б\.?\)$", "", text.strip())
    return re.sub(r"\(([0-9]+)\)", r".\1", label).upper().replace("K", "К")


def _yes_no(text: str) -> str:
    """Other spellings of «да» and «нет». A dash is neither: it may mean that nobody knows."""
    return _YES_NO.get(header_key(text), text)


def _year(text: str) -> str | None:
    match = re.fullmatch(r"(20[0-9]{2})(?:\s*г\.?)?", text)
    return match[1] if match else None


def _exam(text: str, group: str) -> str | None:
    match = _EXAM.match(text)
    return match[group] if match else None


def _exam_date(text: str) -> str | None:
    date_text = _exam(text, "date")
    return re.sub("[./]", "-", date_text) if date_text else None


def _exam_year(text: str) -> str | None:
    date_text = _exam(text, "date")
    return date_text[:4] if date_text else None


def _region_code(text: str) -> str | None:
    match = _REGION.match(text)
    return match[1] if match else None


def _form_cell(text: str) -> str:
    """Cell of a statistical form: a number without blanks and decimal comma; every spelling of «х» is one."""
    return "х" if text.lower() in ("х", "x") else number(text)


def _graph_number(label: str) -> str:
    """`3` and `Всего 3` are graph 3 of a form."""
    return label.split()[-1]


def _line_code(text: str) -> str:
    """`1` and `01` are one line of a form."""
    return text.zfill(2) if text.isdigit() else text


READS: dict[str, Callable[[str], str | None]] = {
    "text": lambda text: text,
    "login": _login,
    "pair_code": _pair_code,
    "pair_name": _pair_name,
    "municipality_code": _municipality_code,
    "group_code": _group_code,
    "group_kind": _group_kind,
    "task_label": _task_label,
    "number": number,
    "datetime": iso_datetime,
    "date": iso_date,
    "term_from": lambda text: read_term(text).date_from,
    "term_to": lambda text: read_term(text).date_to,
    "term_kind": lambda text: read_term(text).kind,
    "year": _year,
    "yes_no": _yes_no,
    "code": code,
    "exam_code": lambda text: _exam(text, "code"),
    "exam_subject": lambda text: _exam(text, "subject"),
    "exam_date": _exam_date,
    "exam_year": _exam_year,
    "region_code": _region_code,
    "form_cell": _form_cell,
    "graph_number": _graph_number,
    "line_code": _line_code,
}
