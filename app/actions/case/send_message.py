"""Somebody outside sends a message to the cases that wait for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.access.scopes import may_send
from app.casework.case import Outgoing
from app.casework.post import Address, lock_addresses, send_row
from app.db import transaction
from app.engine.facts import MessageFacts
from app.errors import DataInvalid, NotFound
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.models import Delivery, Message
from app.models.message import canonical
from app.people import Actor, require
from app.records.project import Project


@dataclass(frozen=True)
class Sent:
    """The message's number and the cases it goes to now (none: it is kept until somebody waits)."""

    message_id: int
    delivered_to: list[int]


def send_message(actor: Actor, name: str, correlation: Mapping[str, Any], payload: Mapping[str, Any], key: str | None = None) -> Sent:
    """Write the message and a delivery job for each receiver. The same key of the same sender is delivered once.

    Raises  NotFound (no such message), NotAllowed (its `senders`), DataInvalid (wrong keys or payload, or no such project).
    """
    with transaction() as session:
        _, release = current(session)
        facts = release.messages.get(name)
        if facts is None:
            raise NotFound(f"没有名为「{name}」的消息。", f"There is no message {name!r}.")
        require(may_send(actor, facts.senders), f"您的岗位不能发送消息「{name}」。", f"Your roles may not send {name}.")
        _check(facts, correlation, payload)
        if "project_id" in correlation and (not str(correlation["project_id"]).isdigit() or session.get(Project, int(correlation["project_id"])) is None):
            raise DataInvalid("没有这个项目。", "There is no such project.", errors=[_fault("/correlation/project_id", "没有这个项目", "no such project")])
        out = Outgoing(name, correlation, payload, f"{actor.username}:{key or uuid4()}")
        lock_addresses(session, [Address(name, canonical(correlation))])
        number = send_row(session, out, sender=actor.username, at=case_now(session), keep=facts.keep)
        if number is None:
            number = session.scalars(select(Message.id).where(Message.key == out.key)).one()
        receivers = select(Delivery.instance_id).where(Delivery.message_id == number).order_by(Delivery.instance_id)
        return Sent(number, list(session.scalars(receivers)))


def _check(facts: MessageFacts, correlation: Mapping[str, Any], payload: Mapping[str, Any]) -> None:
    faults = [_fault(f"/correlation/{k}", "缺少关联字段", "missing") for k in facts.keys if correlation.get(k) in (None, "")]
    faults += [_fault(f"/correlation/{k}", "没有这个关联字段", "unknown") for k in correlation if k not in facts.keys]
    faults += [_fault(f"/payload/{k}", "消息没有这个内容字段", "unknown") for k in payload if k not in facts.payload]
    if faults:
        raise DataInvalid(f"消息「{facts.name}」的内容不正确。", f"The message {facts.name} is not valid.", errors=faults)


def _fault(pointer: str, zh: str, en: str) -> dict[str, str]:
    return {"pointer": pointer, "message": f"{zh} / {en}"}
