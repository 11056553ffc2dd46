"""What can go wrong between the repository and Superset."""

from __future__ import annotations

from dagster_project.warehouse.errors import RunError


class SupersetError(RunError):
    """Superset did not answer, or answered with an error."""


class BrokenLinkError(RunError):
    """A dashboard, chart, dataset, model or column does not fit the next one in the chain."""
