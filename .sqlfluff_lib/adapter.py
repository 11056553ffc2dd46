"""What sqlfluff sees of dbt's `adapter`: a dispatched macro is linted as the call of a function of its name."""

from __future__ import annotations

from collections.abc import Callable


def dispatch(name: str, macro_namespace: str | None = None) -> Callable[..., str]:
    return lambda *arguments: f"{name}({', '.join(str(argument) for argument in arguments)})"
