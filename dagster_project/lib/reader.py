"""Bytes of a file → sheets of cells. Never trusts the extension; raises `Unreadable` with a text for people."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import python_calamine as calamine

Rows = list[list[Any]]

JUNK_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".gitkeep", ".gitignore", "readme.md"})
TEXT_EXTENSIONS = frozenset({".csv", ".txt", ".tsv"})
SHEET_EXTENSIONS = frozenset({".xlsx", ".xlsm", ".xls"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_STARTS = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")


class Unreadable(Exception):
    """The file cannot be opened; the message says why and what to do."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


@dataclass(frozen=True)
class RawSheet:
    name: str
    rows: Rows


def is_junk(name: str) -> bool:
    """Files of the operating system and of git, ignored without a ledger row. The list is explicit on purpose."""
    return name.lower() in JUNK_NAMES


def read_sheets(name: str, data: bytes) -> list[RawSheet]:
    """All worksheets of a file that have cells.

    Args:
        name: file name, for messages and the extension of texts.
        data: the bytes of the file.
    """
    base = name.rpartition("/")[2]
    if base.startswith("~$"):
        raise Unreadable("lock_file", "Это служебный файл открытого Excel (~$…). Закройте книгу и положите сам файл.")
    if not data:
        raise Unreadable("zero_bytes", "Файл пустой (0 байт). Выгрузите его заново.")
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _read_zip(data)
    if data.startswith(_OLE):
        return _read_ole(data)
    return _read_text(PurePath(base).suffix.lower(), data)


def _read_zip(data: bytes) -> list[RawSheet]:
    if data.rfind(b"xl/worksheets/") >= 0:  # file names stand at the end of a zip
        return _read_workbook(data)
    if b"xl/workbook.bin" in data or b"application/vnd.oasis.opendocument" in data:
        raise Unreadable("unsupported_format", "Формат книги не поддерживается (xlsb/ods). Сохраните её как .xlsx.")
    if b"PK\x05\x06" not in data[-66000:]:
        raise Unreadable("unreadable_zip", "Файл повреждён: архив xlsx обрывается. Скачайте выгрузку заново.")
    raise Unreadable(
        "unsupported_format", "Это архив, а не книга Excel. Распакуйте его и положите файлы по отдельности."
    )


def _read_ole(data: bytes) -> list[RawSheet]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(
            "password", "Книга защищена паролем. Снимите пароль (Файл → Сведения → Защита) и сохраните её."
        )
    if not any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        raise Unreadable(
            "unsupported_format", "Это не книга Excel (старый документ Office). Нужен .xlsx, .xls или .csv."
        )
    return _read_workbook(data)


def _read_workbook(data: bytes) -> list[RawSheet]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        sheets = [RawSheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except calamine.PasswordError as error:
        raise Unreadable("password", "Книга защищена паролем. Снимите пароль и сохраните её заново.") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Unreadable(
            "unreadable_zip", f"Книгу не удаётся прочитать, файл повреждён ({error}). Скачайте выгрузку заново."
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a panic of the Rust reader becomes; it has no public name
            raise
        raise Unreadable(
            "unreadable_zip", "Книгу не удаётся прочитать, файл повреждён. Скачайте его заново."
        ) from error
    return [sheet for sheet in sheets if sheet.rows]


def _read_text(extension: str, data: bytes) -> list[RawSheet]:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_HTML_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        raise Unreadable(
            "html", "Это веб-страница, сохранённая как файл Excel. Откройте её в Excel и сохраните как .xlsx."
        )
    if extension not in TEXT_EXTENSIONS | SHEET_EXTENSIONS:
        raise Unreadable(
            "unsupported_extension", f"Файлы «{extension or 'без расширения'}» не читаются. Нужен .xlsx, .xls или .csv."
        )
    if b"\x00" in data[:4096]:
        raise Unreadable(
            "unreadable_zip", "Содержимое не похоже ни на книгу Excel, ни на текст. Скачайте выгрузку заново."
        )
    text = decode(data)
    try:
        rows: Rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text)))
    except csv.Error as error:
        raise Unreadable(
            "broken_csv", f"Текстовую таблицу не удаётся разобрать ({error}). Проверьте кавычки."
        ) from error
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return [RawSheet("csv", rows)] if width else []


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, else cp1251 (every byte but 0x98 is defined there; that one becomes a mark)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def sniff_delimiter(text: str) -> str:
    """The separator that cuts the first lines into most pieces: `;`, tab or comma."""
    head = "\n".join(text.splitlines()[:60])
    widths = {
        mark: max((len(row) for row in csv.reader(io.StringIO(head), delimiter=mark)), default=0) for mark in ";\t,"
    }
    return max(widths, key=lambda mark: widths[mark])
