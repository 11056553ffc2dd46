"""What sqlfluff sees of dbt's `adapter`: a dispatched macro is linted as the call of a function of its name."""

from __future__ import annotations

from collections.abc import Callable

# Macros whose arguments behind the first are plain texts and not SQL.
_TEXT_ARGUMENTS = ("regexp_replace_all", "regexp_replace_first")


def dispatch(name: str, macro_namespace: str | None = None) -> Callable[..., str]:
    def call(first: object, *others: object) -> str:
        shown = [f"'{other}'" if name in _TEXT_ARGUMENTS else str(other) for other in others]
        return f"{name}({', '.join([str(first), *shown])})"

    return call
