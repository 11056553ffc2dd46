"""Results of the gate in the shape of Great Expectations, written without importing it."""

from __future__ import annotations

from typing import Any

from dagster_project.lib.gate import Outcome

_SAMPLE = 20


def validation_result(dataset: str, outcomes: list[Outcome], batch_id: str, asset: str) -> dict[str, Any]:
    """One suite over one group of sheets, as GX's `ExpectationSuiteValidationResult` JSON."""
    results = [_result(outcome) for outcome in outcomes]
    passed = sum(result["success"] for result in results)
    return {
        "success": passed == len(results),
        "suite_name": dataset,
        "results": results,
        "statistics": {
            "evaluated_expectations": len(results),
            "successful_expectations": passed,
            "unsuccessful_expectations": len(results) - passed,
            "success_percent": 100.0 * passed / len(results) if results else None,
        },
        "meta": {"batch_id": batch_id, "asset": asset},
    }


def _result(outcome: Outcome) -> dict[str, Any]:
    unexpected = len(outcome.rows)
    total = outcome.element_count
    return {
        "success": unexpected == 0,
        "expectation_config": outcome.expectation.raw(),
        "result": {
            "element_count": total,
            "missing_count": outcome.missing_count,
            "unexpected_count": unexpected,
            "unexpected_percent": 100.0 * unexpected / total if total else None,
            "partial_unexpected_list": outcome.values[:_SAMPLE],
        },
        "exception_info": {"raised_exception": False, "exception_traceback": None, "exception_message": None},
        "meta": {},
    }
