"""Names of objects that stay the same in every build, and the mark of what is ours."""

from __future__ import annotations

import uuid

NAMESPACE = uuid.UUID("0b5c4c5e-4f0e-5d2a-9a55-8d5b8f3f7a10")
OWNER = "РСОКО, репозиторий"
"""`certified_by` of every object the project owns: what carries it and left the repository is removed."""
DATABASE_NAME = "РСОКО"


def object_id(kind: str, *names: str) -> str:
    """UUIDv5 of an object: the same name, the same id, on every server."""
    return str(uuid.uuid5(NAMESPACE, "/".join((kind, *names))))
