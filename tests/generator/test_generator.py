"""The generator: the same bytes from the same seed, golden figures from any seed, quirks where they were put."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from dagster_project.generator import write_sample
from dagster_project.generator.plan import DYNAMICS
from dagster_project.generator.population import mark_of, population
from dagster_project.generator.pupil import Pupil
from dagster_project.generator.quirks import QUIRKS
from dagster_project.generator.region import MUNICIPALITIES, PROJECT_NUMBERS, SCHOOLS
from dagster_project.generator.work import WORKS
from dagster_project.settings import SAMPLES_DIR


def files_below(folder: Path) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


def content(path: Path) -> object:
    """Bytes, or for xlsx the bytes of its parts: another zlib packs the same parts differently."""
    if not is_zipfile(path):
        return path.read_bytes()
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    write_sample(folder)
    return folder


def test_committed_samples_are_what_the_generator_writes(generated: Path) -> None:
    ours, committed = files_below(generated), files_below(SAMPLES_DIR)
    assert list(ours) == list(committed)
    for name, path in ours.items():
        assert content(path) == content(committed[name]), f"{name}: run python -m dagster_project.generator samples"


def test_the_same_seed_gives_the_same_bytes(generated: Path, tmp_path: Path) -> None:
    write_sample(tmp_path)
    first, second = files_below(generated), files_below(tmp_path)
    assert {name: path.read_bytes() for name, path in first.items()} == {
        name: path.read_bytes() for name, path in second.items()
    }


def test_samples_stay_small(generated: Path) -> None:
    sizes = {name: path.stat().st_size for name, path in files_below(generated).items()}
    assert max(sizes.values()) < 100_000
    assert sum(sizes.values()) < 2_000_000
    assert len(sizes) <= 150


def share(rows: list[Pupil], work_key: tuple[str, int]) -> dict[int, float]:
    """Share of works with 3 or better, by project school."""
    result = {}
    for number in PROJECT_NUMBERS:
        marks = [mark_of(WORKS[work_key], row) for row in rows if row.school.number == number]
        known = [mark for mark in marks if mark is not None]
        if known:
            result[number] = sum(mark >= 3 for mark in known) / len(known)
    return result


@pytest.mark.parametrize("seed", [2022, 7, 1])
@pytest.mark.parametrize("key", list(DYNAMICS))
def test_dynamics_do_not_depend_on_the_seed(seed: int, key: tuple[str, int]) -> None:
    before, after = (share(population(seed, year, *key), key) for year in (2021, 2022))
    both = before.keys() & after.keys()
    up = sum(after[n] > before[n] + 1e-9 for n in both)
    down = sum(after[n] < before[n] - 1e-9 for n in both)
    assert (up, down, len(both) - up - down) == DYNAMICS[key]


def test_every_task_reaches_its_maximum() -> None:
    """Exports of 2020 and 2021 do not print the maximum: it can only be seen."""
    for year, key in ((2021, ("ru", 6)), (2021, ("ma", 5)), (2021, ("geo", 10)), (2021, ("bio", 11))):
        rows = [row for row in population(2022, year, *key) if row.is_present and not row.fault]
        seen = [max(c for c in cells if isinstance(c, int)) for cells in zip(*(r.cells for r in rows), strict=True)]
        assert seen == [points for _, points in WORKS[key].tasks]


def test_quirks_stay_outside_the_project_schools() -> None:
    touched = {number for quirks in QUIRKS.values() for number, _, _ in quirks}
    assert touched.isdisjoint(PROJECT_NUMBERS)


def test_codes_are_unique_except_for_the_repeated_row() -> None:
    for key, year in ((("ma", 5), 2021), (("ma", 5), 2022), (("ru", 6), 2022)):
        rows = [row for row in population(2022, year, *key) if row.fault != "repeated"]
        assert len({(row.school.number, row.code) for row in rows}) == len(rows)


def test_region_is_invented() -> None:
    assert {school.school_id[:2] for school in SCHOOLS.values()} == {"99"}
    assert len(MUNICIPALITIES) == 19
    assert len({SCHOOLS[number].municipality for number in PROJECT_NUMBERS}) == 17
