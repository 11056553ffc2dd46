"""Read-only questions to the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError, UsageError
from dagster_project.warehouse.files import open_for_reading

if TYPE_CHECKING:
    import duckdb

LEVELS_RU = {"region": "регион", "municipality": "муниципалитет", "school": "школа"}
STATUS_RU = {
    "ok": "посчитан",
    "too_few": "мало участников",
    "no_data": "нет данных",
    "not_applicable": "не относится",
    "no_base": "нет базового года",
}
TARGET_RU = {
    "met": "достигнут",
    "not_met": "не достигнут",
    "no_target": "цели нет",
    "no_data": "нет данных",
    "no_base": "нет базового года",
}


class Store:
    """A warehouse opened for reading."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        cursor = self._connection.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, Any] | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        found = self.row(sql, parameters)
        return next(iter(found.values())) if found else None

    def require_indicator(self, indicator: str) -> dict[str, Any]:
        """The catalogue row of an indicator given by id (`vpr_quality_share`) or code (`V06`).

        Raises:
            UsageError: no such indicator; the message lists the nearest ones.
        """
        found = self.row(
            "select * from indicators.dim_indicator where lower(indicator_id) = lower(?) or lower(code) = lower(?)",
            (indicator, indicator),
        )
        if found is None:
            known = [
                r["indicator_id"] for r in self.rows("select indicator_id from indicators.dim_indicator order by 1")
            ]
            raise UsageError(f"Показателя «{indicator}» нет.{_nearest(indicator, known)} Список: rsoko indicators")
        return found

    def require_entity(
        self, entity: str, levels: Sequence[str] = ("region", "municipality", "school")
    ) -> dict[str, Any]:
        """The row of `marts.dim_entity` for a code of a region, municipality or school (login prefix allowed).

        Raises:
            UsageError: no such entity.
        """
        code = entity.strip().lower()
        prefix, digits = code[:3], code[3:]
        if digits.isdigit() and prefix in ("sch", "edu"):
            code = digits
        elif digits.isdigit() and prefix in ("ksh", "spo"):
            code = f"{digits}-{prefix}"
        found = self.row(
            "select entity_level, entity_id, entity_name from marts.dim_entity where lower(entity_id) = ?"
            f" and entity_level in ({', '.join('?' * len(levels))})",
            (code, *levels),
        )
        if found is None:
            known = [r["entity_id"] for r in self.rows("select entity_id from marts.dim_entity order by 1")]
            kinds = " или ".join(LEVELS_RU[level] for level in levels)
            raise UsageError(f"Объект «{entity}» ({kinds}) не найден.{_nearest(code, known)}")
        return found


def _nearest(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=3, cutoff=0.5)
    return f" Похожие: {', '.join(close)}." if close else ""


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the warehouse for reading.

    Raises:
        RunError: it has not been built yet, or a writer keeps it for too long.
    """
    if not settings.warehouse_path.exists():
        raise RunError(f"Хранилища {settings.warehouse_path} ещё нет: сначала выполните `rsoko run`.")
    with open_for_reading(settings.warehouse_path) as connection:
        yield Store(connection)
