"""A file → what it is, or a refusal that says what to do. Decided by content; names only fill gaps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from dagster_project.lib.contract import Catalogue, Contract
from dagster_project.lib.disk import read_file
from dagster_project.lib.place import Place, locate, read_column, share_title
from dagster_project.lib.reader import RawSheet, Unreadable, read_sheets
from dagster_project.lib.recognise import Recognised, nearest, recognise, unused_sheet_names

IMPORT_ID_LENGTH = 16
_PLACE_RU = {"year": "год", "subject_code": "предмет", "grade": "класс", "login": "логин школы"}


@dataclass(frozen=True)
class Identified:
    """A file the program can take: its layout and what it is about. None = differs by sheet or row, or not told."""

    import_id: str
    source_file: str
    source: str
    layout: str
    contract_version: str
    year: int | None
    subject_code: str | None
    grade: int | None
    delivered_at: str | None


@dataclass(frozen=True)
class Refusal:
    """A file refused whole.

    Args:
        rule: machine name of the reason.
        message: reason and what to do, in Russian.
        nearest_layout: layout that looks most like the file.
    """

    import_id: str
    source_file: str
    rule: str
    message: str
    nearest_layout: str | None = None


@dataclass(frozen=True)
class ReadSheet:
    recognised: Recognised
    place: Place


@dataclass(frozen=True)
class ReadFile:
    """An identified file together with its cells."""

    identified: Identified
    contract: Contract
    sheets: tuple[ReadSheet, ...]
    unused_sheets: tuple[str, ...]


def open_file(path: str, source_file: str, sha256: str, catalogue: Catalogue) -> ReadFile | Refusal:
    """Read, recognise and place one file. Never raises for what a file may contain."""
    import_id = sha256[:IMPORT_ID_LENGTH]
    try:
        data = read_file(path)
    except OSError as error:
        return Refusal(import_id, source_file, "unreadable", f"Файл не открывается: {error.strerror}. Проверьте права.")
    try:
        sheets = read_sheets(source_file, data)
    except Unreadable as error:
        return Refusal(import_id, source_file, error.rule, error.message)
    found = [item for sheet in sheets if (item := recognise(sheet, catalogue))]
    if not found:
        return _unknown_layout(import_id, source_file, sheets, catalogue)
    contract = max(found, key=lambda item: len(item.spec.tokens)).contract
    used = [item for item in found if item.contract is contract]
    for item in used:
        if item.plan.missing:
            return _missing_column(import_id, source_file, item)
    read = tuple(_locate_all(used, contract, source_file))
    if refusal := _unplaced(import_id, source_file, contract, read):
        return refusal
    unused = tuple(unused_sheet_names(sheets, used, contract))
    return ReadFile(_identified(import_id, source_file, contract, read), contract, read, unused)


def _locate_all(used: list[Recognised], contract: Contract, source_file: str) -> list[ReadSheet]:
    headers = [h for h in (contract.place.upload_date_header, contract.place.textbook_header) if h]
    beside: dict[str, set[Any]] = {header: set() for header in headers}
    for item in used:
        for header in headers:
            beside[header] |= read_column(item.sheet.rows, item.header_row, header)
    places = [
        locate(item.sheet.rows, item.header_row, item.sheet.name, source_file, contract.place, contract.years, beside)
        for item in used
    ]
    if contract.place.title_of_file:
        places = share_title(places)
    return [ReadSheet(item, place) for item, place in zip(used, places, strict=True)]


def _identified(import_id: str, source_file: str, contract: Contract, read: tuple[ReadSheet, ...]) -> Identified:
    def only(attribute: str) -> Any:
        values = {getattr(sheet.place, attribute) for sheet in read}
        return values.pop() if len(values) == 1 else None

    delivered = [sheet.place.delivered_at for sheet in read if sheet.place.delivered_at]
    return Identified(
        import_id,
        source_file,
        contract.dataset,
        contract.layout,
        contract.version,
        only("year"),
        only("subject_code"),
        only("grade"),
        max(delivered, default=None),
    )


def _unknown_layout(import_id: str, source_file: str, sheets: list[RawSheet], catalogue: Catalogue) -> Refusal:
    name = PurePosixPath(source_file).name
    if not sheets:
        return Refusal(import_id, source_file, "empty_book", f"В файле «{name}» нет ни одной заполненной ячейки.")
    near = nearest(sheets, catalogue)
    if near is None:
        hint = (
            "Ни одного знакомого заголовка не найдено. Проверьте, та ли это выгрузка, или опишите её новым контрактом."
        )
        return Refusal(import_id, source_file, "unknown_layout", f"Неизвестная форма файла «{name}». {hint}")
    missing = ", ".join(f"«{token}»" for token in near.missing)
    message = (
        f"Неизвестная форма файла «{name}». Больше всего похожа на «{near.contract.title_ru}» "
        f"({near.contract.layout}): найдено опознавательных заголовков {near.found} из {near.wanted}, нет {missing}. "
        "Верните заголовки как в выгрузке или добавьте их написание в контракт."
    )
    return Refusal(import_id, source_file, "unknown_layout", message, near.contract.layout)


def _missing_column(import_id: str, source_file: str, item: Recognised) -> Refusal:
    missing = ", ".join(f"«{header}»" for header in item.plan.missing)
    message = (
        f"Форма узнана: «{item.contract.title_ru}», но на листе «{item.sheet.name}» нет обязательных столбцов: "
        f"{missing}. Верните столбцы или добавьте их новое написание в контракт."
    )
    return Refusal(import_id, source_file, "missing_column", message, item.contract.layout)


def _unplaced(import_id: str, source_file: str, contract: Contract, read: tuple[ReadSheet, ...]) -> Refusal | None:
    wanted = {"year": contract.place.year, "subject_code": contract.place.subject, "grade": contract.place.grade}
    wanted["login"] = contract.place.login
    optional = {"subject_code" if name == "subject" else name for name in contract.place.optional}
    for sheet in read:
        for attribute, sources in wanted.items():
            needed = sources and "column" not in sources and attribute not in optional
            if needed and getattr(sheet.place, attribute) is None:
                message = (
                    f"Форма узнана: «{contract.title_ru}», но не понять, какой {_PLACE_RU[attribute]}. "
                    "Ни содержимое, ни имя файла, ни папки этого не говорят. Переименуйте файл, например "
                    "«2021/5/Математика.xlsx» или «edu990001 Математика 5 класс ВПР 2021.xlsx»."
                )
                return Refusal(import_id, source_file, f"unknown_{attribute}", message, contract.layout)
        if sheet.place.year is not None and sheet.place.year not in contract.years:
            message = (
                f"Форма узнана: «{contract.title_ru}», но {sheet.place.year} год для неё не описан "
                f"(описаны {', '.join(map(str, contract.years))}). Проверьте имя файла или добавьте год в контракт "
                f"{contract.layout}.yml."
            )
            return Refusal(import_id, source_file, "unknown_year", message, contract.layout)
    return None
