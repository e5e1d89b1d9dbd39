"""The notice, sentence by sentence, as the running release keeps it."""

from __future__ import annotations

from typing import Any

from app.db import reading
from app.engine.clauses import Clause
from app.errors import NotFound
from app.ground.releases import current
from app.people import Actor


def read_notice(actor: Actor) -> dict[str, Any]:
    """Everybody may read it."""
    with reading() as session:
        notice = current(session)[1].notice
    sections = [{"place": place, "title": title} for place, title in notice.sections.items()]
    return {"document": notice.document, "sections": sections, "items": [_view(clause) for clause in notice.clauses.values()]}


def read_clause(actor: Actor, clause: str) -> dict[str, Any]:
    """One sentence.

    Raises  NotFound.
    """
    with reading() as session:
        found = current(session)[1].notice.clauses.get(clause)
    if found is None:
        raise NotFound(f"《通知》中没有条款「{clause}」。", f"The notice has no clause {clause!r}.")
    return _view(found)


def _view(clause: Clause) -> dict[str, Any]:
    return {"id": clause.id, "place": clause.place, "title": clause.title, "text": clause.text, "assumed": clause.assumed}
