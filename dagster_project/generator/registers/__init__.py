"""Samples of registers: one module per owner with `files(seed) -> RegisterFiles`, collected in order of module name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dagster_project.generator.register_file import RegisterFiles


def register_files(seed: int) -> RegisterFiles:
    """Files of all owners.

    Raises:
        ValueError: two modules write the same path.
    """
    collected: RegisterFiles = {}
    for name in sorted(module.name for module in iter_modules(__path__)):
        files: RegisterFiles = import_module(f"{__name__}.{name}").files(seed)
        if doubled := collected.keys() & files.keys():
            raise ValueError(f"{name}: already written by another module: {sorted(doubled)}")
        collected |= files
    return collected
