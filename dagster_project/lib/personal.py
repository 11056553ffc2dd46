"""Names and documents of people become salted hashes at the gate; nothing behind it has seen them.

The same person has the same key in every file of one home. Losing or changing the salt starts new keys.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from typing import Any, Literal

from dagster_project.lib.names import HIDDEN_RU
from dagster_project.lib.text import cell_text, header_key
from dagster_project.settings import Settings

Role = Literal["surname", "name", "patronymic", "full_name", "document_series", "document_number"]
PERSON_KEY, DOCUMENT_KEY = "person_key", "document_key"
_NAMES: tuple[Role, ...] = ("full_name", "surname", "name", "patronymic")
_DOCUMENT: tuple[Role, ...] = ("document_series", "document_number")
_LENGTH = 24
_WORD = re.compile(r"[^\W\d_]{2,}|[0-9]{6,}")


def person_salt(settings: Settings) -> bytes:
    """`RSOKO_SALT`, else the random file `state/salt` of the home, made on first use and readable by its owner only."""
    if settings.salt:
        return settings.salt.encode()
    path = settings.state_dir / "salt"
    if not path.exists():
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"salt.tmp-{os.getpid()}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(temporary, path)  # the first process wins, the others read what it wrote
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_bytes()


def take_keys(row: list[Any], places: dict[Role, int], salt: bytes) -> tuple[str | None, str | None]:
    """Blank the personal cells of a row and return its person and document keys; None where nothing was written."""
    texts = {role: header_key(cell_text(row[place])) for role, place in places.items()}
    for place in places.values():
        row[place] = ""
    name = " ".join(texts[role] for role in _NAMES if texts.get(role))
    document = "".join(texts[role].replace(" ", "") for role in _DOCUMENT if texts.get(role))
    return _hash(f"person {name}", salt) if name else None, _hash(f"document {document}", salt) if document else None


def _hash(text: str, salt: bytes) -> str:
    return hmac.new(salt, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:_LENGTH]


def hide_words(text: str | None) -> str | None:
    """The text of a cell of a file with names, for a remark: a shifted row may hold a name in any column."""
    return HIDDEN_RU if text is not None and _WORD.search(text) else text
