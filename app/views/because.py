"""Where a deadline comes from, as people read it: a clause of the notice, a statute, or the usual time for this kind of work."""

from __future__ import annotations

import re

Because = dict[str, str | None]

_CLAUSE = re.compile(r"R\d+[a-z]?")
_PARAMETER = re.compile(r"[a-z][a-z0-9_.]*")


def because(said: str | None) -> Because | None:
    """What the diagram says of it (`ElementFacts.due_because`), never as a code; `clause`: which clause of the notice may be opened."""
    if not said:
        return None
    first = said.split()[0]
    if _CLAUSE.fullmatch(first):
        return {"text": "《通知》规定", "text_en": "the notice", "clause": first}
    if _PARAMETER.fullmatch(said):
        return {"text": "办理期限（默认值）", "text_en": "usual handling time (default)", "clause": None}
    return {"text": said, "text_en": said, "clause": None}
