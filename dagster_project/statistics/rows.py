"""What the statistics hand over: rows by column name, numbers cut to digits that every machine agrees on."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
DIGITS = 10  # the last bits of a sum differ between machines, the tenth decimal does not
