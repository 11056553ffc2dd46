"""Rows of the ledger as people see them."""

from __future__ import annotations

STATUS_RU = {"accepted": "принят", "partial": "принят частично", "refused": "не принят", "duplicate": "повтор"}
STATUS_STYLE = {"accepted": "green", "partial": "yellow", "refused": "red", "duplicate": "dim"}
