"""What the gate said about the files of one source and year, as Dagster check results.

The gate itself works inside the ingest, before anything is written: a Dagster check would come after the write.
"""

from __future__ import annotations

from collections.abc import Sequence

import dagster as dg

from dagster_project.lib.ledger import PARTIAL, FileOutcome

GATE_CHECK = "gate"


def gate_check_spec(key: dg.AssetKey) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        name=GATE_CHECK,
        asset=key,
        blocking=True,
        description="Наборы Great Expectations: строки, не прошедшие правила, остались в карантине.",
    )


def gate_result(key: dg.AssetKey, outcomes: Sequence[FileOutcome]) -> dg.AssetCheckResult:
    """Held-back rows warn; rows read and none accepted is an error and stops what is downstream."""
    read = sum(outcome.rows_read for outcome in outcomes)
    accepted = sum(outcome.rows_accepted for outcome in outcomes)
    held_back = sum(outcome.rows_quarantined for outcome in outcomes)
    nothing_left = held_back > 0 and accepted == 0
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=GATE_CHECK,
        passed=held_back == 0,
        severity=dg.AssetCheckSeverity.ERROR if nothing_left else dg.AssetCheckSeverity.WARN,
        metadata={
            "прочитано строк": read,
            "принято строк": accepted,
            "в карантине строк": held_back,
            "файлы с карантином": files_table([outcome for outcome in outcomes if outcome.status == PARTIAL]),
        },
    )


def files_table(outcomes: Sequence[FileOutcome]) -> dg.TableMetadataValue:
    """Files with their numbers and what is wrong."""
    return dg.MetadataValue.table(
        [
            dg.TableRecord(
                {
                    "файл": outcome.source_file,
                    "форма": outcome.layout or "",
                    "прочитано": outcome.rows_read,
                    "принято": outcome.rows_accepted,
                    "карантин": outcome.rows_quarantined,
                    "что не так": outcome.message or "",
                }
            )
            for outcome in outcomes
        ],
        schema=dg.TableSchema(
            [
                dg.TableColumn("файл", "string"),
                dg.TableColumn("форма", "string"),
                dg.TableColumn("прочитано", "int"),
                dg.TableColumn("принято", "int"),
                dg.TableColumn("карантин", "int"),
                dg.TableColumn("что не так", "string"),
            ]
        ),
    )
