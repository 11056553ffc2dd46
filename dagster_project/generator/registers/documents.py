"""Documents that contradict themselves as those of 003 and 004 do (CATALOGUE X23, X24)."""

from __future__ import annotations

from datetime import date

from dagster_project.generator.register_file import RegisterFiles, Row

# Owner, kind, number, date: the order and the stamp of one model; the decree and its annexes of one road map.
_DOCUMENTS: tuple[tuple[str, str, str, date], ...] = (
    ("99", "concept", "1028", date(2021, 8, 9)),
    ("99", "concept", "1048", date(2021, 8, 9)),
    ("reg99_m001", "road_map", "99-р", date(2022, 3, 11)),
    ("reg99_m001", "road_map", "99п", date(2022, 3, 19)),
)


def files(seed: int) -> RegisterFiles:
    """The register; it does not depend on the seed."""
    rows: list[Row] = [
        {"year": 2022, "owner_code": owner, "document_kind": kind, "document_no": number, "document_date": day}
        for owner, kind, number, day in _DOCUMENTS
    ]
    return {"Реестры/Документы региона и МСУ 2022.xlsx": ("document_register", rows)}
