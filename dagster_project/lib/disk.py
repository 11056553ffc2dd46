"""Files by their names as text: a `Path` for each of 40,000 small files costs as much as hashing them."""
# ruff: noqa: PTH116, PTH118, PTH123

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_BLOCK = 1 << 16


def files_below(folder: Path) -> list[tuple[str, str]]:
    """(path below the folder with `/`, path) of every file in it and its folders."""
    found = []
    for parent, _, names in os.walk(folder):
        below = Path(parent).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        found += [(prefix + name, os.path.join(parent, name)) for name in names]
    return found


def hash_file(path: str | Path) -> str:
    """sha256 of the content, hexadecimal."""
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def read_file(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def size_and_moment(path: str) -> tuple[int, float]:
    """Bytes, and the time of the last change."""
    stat = os.stat(path)
    return stat.st_size, stat.st_mtime


def stem(name: str) -> str:
    """The name of a file without its extension, as `PurePath.stem`."""
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name
