"""Where a run reads and writes. The only module that looks at the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dagster_project.warehouse.errors import UsageError

REPO_ROOT = Path(__file__).resolve().parent.parent
SAMPLES_DIR = REPO_ROOT / "samples"
SEEDS_DIR = REPO_ROOT / "seeds"
DBT_DIR = REPO_ROOT / "dbt"
GX_DIR = REPO_ROOT / "great_expectations"
DUCKDB, SPARK = "duckdb", "spark"


def _as_of() -> date:
    """`RSOKO_AS_OF`, else today by the clock of this machine.

    Raises:
        UsageError: the variable is no ISO date.
    """
    text = os.environ.get("RSOKO_AS_OF")
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"RSOKO_AS_OF: «{text}» — не дата вида 2022-12-20.") from None


def _batch_rows() -> int:
    return int(os.environ.get("RSOKO_BATCH_ROWS") or 3_000_000)


def _engine() -> str:
    """`RSOKO_ENGINE`, else DuckDB.

    Raises:
        UsageError: no such engine.
    """
    name = os.environ.get("RSOKO_ENGINE") or DUCKDB
    if name not in (DUCKDB, SPARK):
        raise UsageError(f"RSOKO_ENGINE: «{name}» — бывает duckdb или spark.")
    return name


@dataclass(frozen=True)
class Settings:
    """Folders and the day of one run.

    Args:
        landing: folder of raw exports, searched recursively; never written to.
        home: everything the program writes.
        workers: processes used to read files.
        salt: secret of the keys that stand for people; None = the file `state/salt` of the home.
        build_name: name of the database a build makes before it is renamed; begins with `warehouse.build`.
        batch_rows: rows of works a statement may have to keep in memory; a build of more goes by batches of regions.
        engine: what builds the warehouse: `duckdb`, or `spark` on a cluster of its own.
    """

    landing: Path
    home: Path
    workers: int = os.cpu_count() or 1
    as_of: date = field(default_factory=_as_of)
    salt: str | None = field(default=None, repr=False)
    build_name: str = "warehouse.build"
    engine: str = field(default_factory=_engine)
    batch_rows: int = field(default_factory=_batch_rows)

    @classmethod
    def from_env(cls) -> Settings:
        """Read `RSOKO_LANDING`, `RSOKO_HOME`, `RSOKO_WORKERS`, `RSOKO_SALT`, `RSOKO_ENGINE`.

        Defaults: shipped samples, `./data`, all cores, a random salt of the home, DuckDB.
        """
        return cls(
            landing=Path(os.environ.get("RSOKO_LANDING") or SAMPLES_DIR).resolve(),
            home=Path(os.environ.get("RSOKO_HOME") or "data").resolve(),
            workers=int(os.environ.get("RSOKO_WORKERS") or os.cpu_count() or 1),
            salt=os.environ.get("RSOKO_SALT") or None,
        )

    @property
    def raw_dir(self) -> Path:
        return self.home / "raw"

    @property
    def ledger_dir(self) -> Path:
        return self.home / "ledger"

    @property
    def ledger_build_dir(self) -> Path:
        return self.home / "ledger.build"

    @property
    def quarantine_dir(self) -> Path:
        return self.home / "quarantine"

    @property
    def findings_dir(self) -> Path:
        return self.home / "findings"

    @property
    def state_dir(self) -> Path:
        return self.home / "state"

    @property
    def statistics_dir(self) -> Path:
        return self.home / "statistics"

    @property
    def warehouse_path(self) -> Path:
        return self.home / "warehouse.duckdb"

    @property
    def warehouse_build_path(self) -> Path:
        return self.home / f"{self.build_name}.duckdb"

    @property
    def spark_dir(self) -> Path:
        return self.home / "spark"

    @property
    def slice_path(self) -> Path:
        """Scratch database of an increment over all regions; what a plan is compiled for."""
        return self.home / "warehouse.slice.duckdb"

    @property
    def duckdb_config(self) -> dict[str, str]:
        """Settings of DuckDB where no dbt profile gives them: the same as in `dbt/profiles.yml`."""
        return {
            "memory_limit": os.environ.get("RSOKO_MEMORY_LIMIT", "1200MB"),
            "preserve_insertion_order": "false",
            "checkpoint_threshold": "256MB",
            "storage_compatibility_version": "v1.4.0",
            "temp_directory": str(self.state_dir / "duckdb_tmp"),
        }

    @property
    def duckdb_config_of_few_rows(self) -> dict[str, str]:
        """Settings of DuckDB for a change of few rows in large tables.

        A second thread costs more than it does there. Row groups are not put together: that would rewrite neighbours
        nobody changed; the next full build leaves no holes.
        """
        return {**self.duckdb_config, "threads": "1", "max_vacuum_tasks": "0"}

    @property
    def bi_path(self) -> Path:
        return self.home / "bi" / "marts.duckdb"

    @property
    def dbt_target_dir(self) -> Path:
        return self.home / "dbt_target"
