"""People who log in: from `access.yml` or the file RSOKO_SUPERSET_USERS. Passwords come from the environment only."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dagster_project.bi.access import Role
from dagster_project.bi.spec import BI_DIR, Audience
from dagster_project.warehouse.errors import UsageError

_USERS, _PASSWORDS = "RSOKO_SUPERSET_USERS", "RSOKO_SUPERSET_PASSWORDS"
_RESERVED = {"admin"}


class Account(BaseModel):
    """One person and the role he has.

    Args:
        municipality: of a school: whose aggregates are its benchmark.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{1,63}$")]
    full_name: Annotated[str, Field(min_length=3, max_length=120)]
    kind: Audience
    code: str
    municipality: str | None = None

    @property
    def role(self) -> Role:
        return Role(self.kind, self.code, self.municipality)


class _AccountFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    users: tuple[Account, ...]

    @model_validator(mode="after")
    def _names_are_unique(self) -> _AccountFile:
        names = [user.username for user in self.users]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"users named twice: {sorted(doubled)}")
        if taken := _RESERVED & set(names):
            raise ValueError(f"reserved for the administrator: {sorted(taken)}")
        homes: dict[str, str | None] = {}
        for user in self.users:
            if homes.setdefault(user.role.name, user.municipality) != user.municipality:
                raise ValueError(f"{user.code}: one school, two municipalities")
        return self


def read_accounts(path: Path | None = None) -> tuple[Account, ...]:
    """Read the users from a file, `RSOKO_SUPERSET_USERS` or the demo users.

    Raises:
        UsageError: the file says something it may not, or a code is not one.
    """
    source = path or Path(os.environ.get(_USERS) or BI_DIR / "access.yml")
    try:
        return _AccountFile(**yaml.safe_load(source.read_text(encoding="utf-8"))).users
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise UsageError(f"Файл пользователей {source}: {error}") from error


def passwords_from_env() -> dict[str, str]:
    """Passwords by user name from `RSOKO_SUPERSET_PASSWORDS`, a JSON object.

    Raises:
        UsageError: it is something else. The text itself is never repeated.
    """
    try:
        found = json.loads(os.environ.get(_PASSWORDS) or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) and value for value in found.values()):
        raise UsageError(f'{_PASSWORDS}: ожидается объект JSON {{"имя": "пароль"}}.')
    return found
