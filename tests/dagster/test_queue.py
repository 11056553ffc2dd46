"""The shipped `dagster.yaml` and the real run queue: one run writes DuckDB, two ingest, the others wait."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.instance.ref import InstanceRef
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import EmptyWorkspaceTarget
from dagster._daemon.run_coordinator.queued_run_coordinator_daemon import QueuedRunCoordinatorDaemon

from dagster_project.definitions import defs
from dagster_project.defs.ingest.assets import INGEST_ASSETS
from dagster_project.defs.pools import set_limits
from dagster_project.settings import REPO_ROOT
from tests.dagster.launcher import LAUNCHED

REPOSITORY = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("rsoko"), "__repository__")
# One asset stands for its job: a plan of the whole warehouse takes seconds to draw.
SELECTIONS = {"warehouse_job": {dg.AssetKey("bi_copy")}}


class Queue:
    def __init__(self, instance: dg.DagsterInstance) -> None:
        self.instance = instance
        self._names: dict[str, str] = {}

    def put(self, job: str, name: str, partition: str | None = None) -> None:
        """Ask for a run as a sensor would."""
        definition = defs.resolve_job_def(job).get_subset(asset_selection=SELECTIONS.get(job))
        tags = {"dagster/partition": partition} if partition else {}
        origin = RemoteJobOrigin(REPOSITORY, job)
        run = self.instance.create_run_for_job(
            definition,
            status=dg.DagsterRunStatus.QUEUED,
            tags=tags,
            remote_job_origin=origin,
        )
        self._names[run.run_id] = name

    def launched(self) -> list[str]:
        """What the daemon starts in one look at the queue."""
        LAUNCHED.clear()
        with WorkspaceProcessContext(self.instance, EmptyWorkspaceTarget()) as workspace:
            list(QueuedRunCoordinatorDaemon(interval_seconds=1).run_iteration(workspace))
        return sorted(self._names[run_id] for run_id in LAUNCHED)

    def finish(self, name: str, *, canceled: bool = False) -> None:
        (run_id,) = (run_id for run_id, known in self._names.items() if known == name)
        run = self.instance.get_run_by_id(run_id)
        assert run
        if canceled:
            self.instance.report_run_canceled(run)
        else:
            self.instance.report_run_failed(run)


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    shutil.copy(REPO_ROOT / "dagster_project" / "dagster.yaml", tmp_path)
    launcher = {"run_launcher": {"module": "tests.dagster.launcher", "class": "RecordingLauncher"}}
    with dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(tmp_path), overrides=launcher)) as instance:
        set_limits(instance)
        yield Queue(instance)


def test_one_run_writes_the_warehouse_and_the_next_waits_in_the_queue(queue: Queue) -> None:
    for name in ("first", "second"):
        queue.put("warehouse_job", name)
    assert queue.launched() == ["first"]
    assert queue.launched() == []
    queue.finish("first", canceled=True)
    assert queue.launched() == ["second"]


def test_two_ingests_run_beside_a_build_and_publishing_waits_for_it(queue: Queue) -> None:
    for year in ("2020", "2021", "2022"):
        queue.put("ingest_vpr_work_job", year, year)
    queue.put("refused_files_job", "refused")
    queue.put("warehouse_job", "build")
    queue.put("superset_job", "superset")
    assert queue.launched() == ["2020", "2021", "build"]
    queue.finish("2021")
    assert queue.launched() == ["2022"]
    queue.finish("build")
    assert queue.launched() == ["superset"]
    queue.finish("2020")
    assert queue.launched() == ["refused"]


def test_the_limits_are_written_before_the_daemon_starts() -> None:
    recipe = (REPO_ROOT / "Makefile").read_text(encoding="utf-8").split("\ndev:")[1].split("\n\n")[0]
    assert recipe.index("dagster_project.defs.pools") < recipe.index("dagster dev")


def test_only_runs_whose_process_died_are_started_again(queue: Queue) -> None:
    assert queue.instance.run_retries_enabled
    assert queue.instance.run_retries_max_retries == 2
    assert not queue.instance.run_retries_retry_on_asset_or_op_failure


def test_every_step_has_a_pool(queue: Queue) -> None:
    """A step nobody counts could write beside the one that is counted."""
    free = {
        node.name
        for job in defs.resolve_all_job_defs()
        for node in job.all_node_defs
        if isinstance(node, dg.OpDefinition) and not node.pool
    }
    assert free == {"data_docs"}


def test_a_backfill_of_a_source_is_one_run() -> None:
    policies = {assets.backfill_policy for assets in INGEST_ASSETS.values()}
    assert policies == {dg.BackfillPolicy.single_run()}
