"""Great Expectations Data Docs from the results the gate saved. The only module that imports Great Expectations."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from dagster_project.lib.data_docs_offline import ResultLine, make_offline
from dagster_project.settings import GX_DIR, Settings


def build_data_docs(settings: Settings, *, limit: int = 200) -> Path:
    """Build the site under `<home>/data_docs` from the newest saved results; returns its index.html.

    Args:
        limit: number of results shown, the newest first.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.state_dir / "data_docs.lock"):
        return _build(settings, limit)


def _build(settings: Settings, limit: int) -> Path:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # a closed network must not be asked
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    import great_expectations as gx

    site = settings.home / "data_docs"
    context = gx.get_context(mode="ephemeral")
    context.variables.data_docs_sites = {}
    context.add_data_docs_site("local", _site_config(site))
    for path in sorted((GX_DIR / "expectations").glob("*.json")):
        context.suites.add(ExpectationSuite(**_suite(path)))
    lines = []
    results = sorted((settings.state_dir / "validations").glob("*.json"), key=lambda path: -path.stat().st_mtime_ns)
    for path in results[:limit]:
        raw = json.loads(path.read_text("utf-8"))
        moment = path.stat().st_mtime
        identifier = ValidationResultIdentifier(
            expectation_suite_identifier=ExpectationSuiteIdentifier(name=raw["suite_name"]),
            run_id=RunIdentifier(run_name=raw["meta"]["asset"], run_time=_moment(moment)),
            batch_identifier=raw["meta"]["batch_id"],
        )
        result = ExpectationSuiteValidationResult(**_result(raw))
        context.validation_results_store.set(identifier, result)
        lines.append(_line(raw, "validations/" + "/".join(identifier.to_tuple()) + ".html"))
    context.build_data_docs()
    return make_offline(site, lines)


def _line(raw: dict[str, Any], page: str) -> ResultLine:
    def failing(severity: str) -> int:
        chosen = [item for item in raw["results"] if item["expectation_config"]["severity"] == severity]
        return sum(item["result"]["unexpected_count"] for item in chosen)

    return ResultLine(
        suite=raw["suite_name"],
        asset=raw["meta"]["asset"],
        batch_id=raw["meta"]["batch_id"],
        rules=raw["statistics"]["evaluated_expectations"],
        failed=raw["statistics"]["unsuccessful_expectations"],
        critical=failing("critical"),
        warnings=failing("warning"),
        page=page,
    )


def _site_config(site: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site)},
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _suite(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8")))


def _result(raw: dict[str, Any]) -> dict[str, Any]:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    results = [
        ExpectationValidationResult(
            success=item["success"],
            expectation_config=ExpectationConfiguration(**item["expectation_config"]),
            result=item["result"],
            exception_info=item["exception_info"],
        )
        for item in raw["results"]
    ]
    return {**raw, "results": results}
