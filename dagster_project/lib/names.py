"""Names typed where a code belongs: such a value is hidden before anything is written."""

from __future__ import annotations

import re

HIDDEN_RU = "(скрыто)"
_WORDS = r"[^\W\d_]{2,}"
_NAME = re.compile(
    rf"(?<!\w){_WORDS}[ -]+{_WORDS}(?!\w)"  # Иванова Мария
    rf"|(?<!\w){_WORDS} ?[^\W\d_]\.|(?<!\w)[^\W\d_]\. ?(?:[^\W\d_]\. ?)?{_WORDS}"  # Иванова М. А., М.А. Иванова
)
_FULL_NAME = re.compile(
    r"(?<!\w)[А-ЯЁ][а-яё]+ (?:[А-ЯЁ][а-яё]+(?!\w)|[А-ЯЁ]\.)|(?<!\w)[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?[А-ЯЁ][а-яё]+"
)
_WORD = re.compile(r"[^\W\d_]{4,}")  # Иванова, and no digit beside it
_NOBODY = {"нет", "-", "–", "—", "нет кода", "не участвовал", "не участвовала", "отсутствует"}


def looks_like_a_name(text: str) -> bool:
    """Two words, a word with initials, or a longer word without a digit: no code of a person looks like this."""
    if _NAME.search(text):
        return True
    return _WORD.search(text) is not None and not any(map(str.isdigit, text))


def code(text: str) -> str | None:
    """A code of a person as it is; a name becomes `HIDDEN_RU`, «нет» and dashes a blank."""
    if " ".join(text.lower().split()) in _NOBODY:
        return None
    return HIDDEN_RU if looks_like_a_name(text) else text


def hide_full_name(text: str | None) -> str | None:
    """A value of another column of such a table, for a remark: a shifted row may hold «Иванова Мария» anywhere."""
    return HIDDEN_RU if text is not None and _FULL_NAME.search(text) else text
