"""Search by any piece of text, Chinese too: pairs of neighbouring characters in a tsvector, found again as a phrase.

The server has no dictionary of Chinese words and no trigrams; pairs need neither, and a phrase of pairs matches exactly the piece asked for.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, cast, literal
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

MAX_TEXT = 2000
MAX_QUERY = 100


def bigrams(text: str) -> list[str]:
    """Pairs of neighbours in each word, and its last character alone (so that every single character begins some lexeme).

    >>> bigrams("卫健委 A1")
    ['卫健', '健委', '委', 'a1', '1']
    """
    return [word[i : i + 2] for word in _words(text) for i in range(len(word))]


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).replace("\x00", "").lower().split()


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def search_vector(*texts: str | None) -> ColumnElement[Any]:
    """What is stored of these texts; positions of different words are never neighbours."""
    found, position = [], 1
    for text in texts:
        for word in _words((text or "")[:MAX_TEXT]):
            found += [f"{_quoted(word[i : i + 2])}:{position + i}" for i in range(len(word))]
            position += len(word) + 1
    return cast(literal(" ".join(found)), TSVECTOR)


def matches(column: Any, query: str) -> ColumnElement[bool] | None:
    """The condition «holds every word of the query»; None for a query of blanks."""
    words = _words(query[:MAX_QUERY])
    if not words:
        return None
    phrases = []
    for word in words:
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        phrases.append(" <-> ".join(map(_quoted, pairs)) if pairs else f"{_quoted(word)}:*")
    condition: ColumnElement[bool] = column.op("@@")(cast(literal(" & ".join(f"({p})" for p in phrases)), TSQUERY))
    return condition
