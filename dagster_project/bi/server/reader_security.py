"""Readers send no SQL and list no people. Read by Superset, in its own environment, from `superset_config.py`:

    CUSTOM_SECURITY_MANAGER = ReaderSecurityManager

Row-level rules of Superset are a WHERE clause. SQL of the reader's own beside it goes round them: the check for
sub-queries misses `(pivot …)` and `(summarize …)` of DuckDB, `stats(column)` tells the extremes of the whole table, and
`query_to_xml('select …')` of PostgreSQL runs any query. Who may not use SQL Lab may therefore only name columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import has_request_context, request
from flask_babel import gettext
from superset.errors import ErrorLevel, SupersetError, SupersetErrorType
from superset.exceptions import SupersetSecurityException
from superset.security import SupersetSecurityManager

_PARTS = ("columns", "metrics", "filter", "orderby", "series_columns", "series_limit_metric", "groupby", "granularity")


class ReaderSecurityManager(SupersetSecurityManager):  # type: ignore[misc]
    """Superset's own checks, no SQL from a user who may not use SQL Lab, no lists of people for who may only read."""

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Whether the user of this request may; `related` serves editors, and lists every user with his address."""
        is_list = has_request_context() and str(request.endpoint).endswith((".related", ".distinct"))
        needed = "can_write" if is_list and permission_name == "can_read" else permission_name
        return bool(super().has_access(needed, view_name))

    def raise_for_access(self, **kwargs: Any) -> None:
        super().raise_for_access(**kwargs)
        context = kwargs.get("query_context")
        if context is None or self.can_access("can_execute_sql_query", "SQLLab"):
            return
        known = {column.column_name for column in context.datasource.columns}
        for query in context.queries:
            for reason in _foreign_sql(query, known):
                raise SupersetSecurityException(
                    SupersetError(
                        error_type=SupersetErrorType.ADHOC_SUBQUERY_NOT_ALLOWED_ERROR,
                        message=gettext("Запрос с собственным SQL закрыт для читателя: %(reason)s", reason=reason),
                        level=ErrorLevel.ERROR,
                    )
                )


def _foreign_sql(query: Any, known: set[str]) -> Iterator[str]:
    """Parts of a query that are not names of columns of its dataset."""
    for part in _PARTS:
        for expression in _expressions(getattr(query, part, None)):
            if expression not in known:
                yield f"{part}: {expression[:80]}"
    extras = query.extras or {}
    for key in ("where", "having"):
        if str(extras.get(key) or "").strip():
            yield f"extras.{key}"
    if query.annotation_layers:
        yield "annotation_layers"


def _expressions(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("sqlExpression", "expression") and value is not None:
                yield str(value)
            else:
                yield from _expressions(value)
    elif isinstance(part, list | tuple | set):
        for item in part:
            yield from _expressions(item)
