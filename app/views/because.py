"""Where a deadline comes from, as people read it: a clause of the notice, a statute, or the usual time for this kind of work."""

from __future__ import annotations

import re

from app.engine.clauses import Notice, cited

Because = dict[str, str | None]

_CLAUSES = re.compile(r"(R\d+[a-z]?[\s、,，]*)+")
_PARAMETER = re.compile(r"[a-z][a-z0-9_.]*")


def because(said: str | None, notice: Notice) -> Because | None:
    """What the diagram says of it (`ElementFacts.due_because`), never as a code; `clause`: which clause of the notice may be opened."""
    if not said:
        return None
    if _CLAUSES.fullmatch(said):
        clauses = cited(said)
        place = notice.places(clauses)  # a release from before the notice was kept by its sentences knows none
        return {"text": place or "《通知》规定", "text_en": f"the notice {place}".strip(), "clause": clauses[0]}
    if _PARAMETER.fullmatch(said):
        return {"text": "办理期限（默认值）", "text_en": "usual handling time (default)", "clause": None}
    return {"text": said, "text_en": said, "clause": None}
