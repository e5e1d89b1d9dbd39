"""The checkpoints that were made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.db import reading
from app.history.checkpoint import fingerprint, is_signed, said
from app.models import Checkpoint
from app.people import Actor, require
from app.views.tasks import moment


def list_checkpoints(actor: Actor) -> list[dict[str, Any]]:
    """Newest first.

    Raises  NotAllowed.
    """
    require_auditor(actor)
    return all_checkpoints()


def require_auditor(actor: Actor) -> None:
    """Raises NotAllowed for others."""
    require(actor.holds("auditor"), "检查点供审计人员使用。", "Checkpoints are for auditors.")


def all_checkpoints() -> list[dict[str, Any]]:
    """Newest first, for whoever runs the program."""
    with reading() as session:
        return [_view(found) for found in session.scalars(select(Checkpoint).order_by(Checkpoint.n.desc()))]


def _view(found: Checkpoint) -> dict[str, Any]:
    signed = said(found.body)
    key = bytes.fromhex(signed["key"])
    return {
        "n": found.n, "at": moment(found.at), "made_by": found.made_by, "cases": signed["cases"], "events": signed["events"], "root": signed["root"],
        "fingerprint": fingerprint(key), "signed": is_signed(key, found.body, found.signature),
    }  # fmt: skip
