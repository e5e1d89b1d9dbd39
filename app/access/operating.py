"""What all operator acts share: who may, that a reason is given, and how they are told in a case's history."""

from __future__ import annotations

from app.errors import DataInvalid
from app.people import Actor, require

# Kinds of events by which an operator changed the course of a case; 0002 has an index for exactly these.
OPERATOR_ACTS = ("instance:suspend", "instance:resume", "instance:cancel", "instance:move", "incident:retry")


def require_operator(actor: Actor, reason: str) -> None:
    """Raises NotAllowed unless this is the process owner, DataInvalid without a reason."""
    require(actor.holds("owner"), "只有流程管理员可以这样做。", "Only the process owner may do this.")
    require_reason(reason)


def require_reason(reason: str) -> None:
    """Raises DataInvalid for a reason that says nothing."""
    if not reason.strip():
        raise DataInvalid("请填写原因。", "A reason is needed.", errors=[{"pointer": "/reason", "message": "请填写原因 / a reason is needed"}])
