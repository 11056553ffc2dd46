"""What makes many small files cheap must not change what they say."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from dagster_project.lib.disk import files_below, hash_file, stem
from dagster_project.lib.text import cell_text
from dagster_project.settings import REPO_ROOT
from tests.ingest import files
from tests.ingest.conftest import Lake
from tests.ingest.test_ledger import RUN

NAMES = ["a.xlsx", "a.b.csv", "a", ".hidden", "a.", "..", "a..xlsx", "ВПР 2021. Математика.xlsx"]
MODULES = """
import sys
{run}
print(*sorted({{"pandas", "pyarrow.compute"}} & sys.modules.keys()))
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_stem_is_that_of_a_path(name: str) -> None:
    assert stem(name) == PurePosixPath(name).stem


def test_files_below_a_folder(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.xlsx", "2021/5/a.xlsx", "2021/c.xlsx")]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 70_000 * number)  # more than one block
    found = files_below(tmp_path)
    assert sorted(found) == sorted((path.relative_to(tmp_path).as_posix(), str(path)) for path in paths)
    assert len({hash_file(path) for _, path in found}) == 3


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u202f", "\u2009"])
def test_blanks_of_typesetters_are_blanks(blank: str) -> None:
    assert cell_text(f"{blank}5{blank}а{blank}") == "5 а"


@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x1f", "\u00ad", "\u200b", "\ufeff"])
def test_invisible_characters_go(mark: str) -> None:
    assert cell_text(f"{mark}5{mark}а") == "5а"


def test_files_of_different_headers_in_one_batch_are_read_as_if_alone(lake: Lake, tmp_path: Path) -> None:
    """Rows of like headers are handled together: they must come back to their own files and columns."""
    more = [*files.HEADER_2021[:12], "балл за 4", *files.HEADER_2021[12:], "Ещё"]
    turned = [files.HEADER_2021[0], *files.HEADER_2021[:0:-1]]
    for number in range(9):
        works = [files.work_2021(f"5{number}{n:03d}", (str(number % 3), str(n % 2), "X")) for n in range(number + 1)]
        works.insert(number // 2, files.HEADER_2021)
        if number % 3 == 1:
            table = [more, *([*work[:12], "1", *work[12:], f"слово {number}"] for work in works)]
        elif number % 3 == 2:
            table = [turned, *([work[0], *work[:0:-1]] for work in works)]
        else:
            table = [files.HEADER_2021, *works, [""] * len(files.HEADER_2021)]
        lake.put(table, f"2021/5/{number}/Математика.xlsx")
    lake.ingest()
    alone = Lake(replace(lake.settings, home=tmp_path / "alone", landing=tmp_path / "one"))
    for path in sorted(lake.landing.rglob("*.xlsx")):
        copy = alone.landing / path.relative_to(lake.landing)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(path.read_bytes())
        alone.ingest()
    for dataset in ("vpr_work", "vpr_task"):
        rows = lake.rows(dataset)
        assert rows
        assert [_unbatched(row) for row in rows] == [_unbatched(row) for row in alone.rows(dataset)]
    assert len(lake.findings("excluded_repeated_header")) == 9
    together, one_by_one = (sorted(map(str, map(_unbatched, some.findings()))) for some in (lake, alone))
    assert together == one_by_one


def _unbatched(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("_batch_id", "batch_id")}


def test_an_ingest_starts_without_what_it_does_not_use(lake: Lake) -> None:
    """pandas costs 0.2 s and pyarrow.compute 0.05 s in the program and in every reader."""
    lake.put_works(files.work_2021("50001"))
    command = [sys.executable, "-c", MODULES.format(run=RUN), str(lake.landing), str(lake.settings.home), "1"]
    answer = subprocess.run(command, cwd=REPO_ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == ""
