"""A message arrives at one case that waits for it: one job, one lock."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.casework.case import Case, open_case
from app.casework.incident import raise_incident
from app.casework.post import Address, lock_addresses
from app.casework.retry import timers_first
from app.casework.settle import settle
from app.casework.write import write_step
from app.clock import real_now
from app.db import transaction
from app.errors import DatabaseAway, HouseError, InstanceNotRunning
from app.history.chain import text
from app.models import Delivery, Instance, Message, Wait
from app.people import SYSTEM


def deliver_message(message_id: int, instance_id: int) -> bool:
    """Deliver once; gives whether the case took it now. A step that is refused becomes an incident; the message waits in it."""
    try:
        return _deliver(message_id, instance_id)
    except InstanceNotRunning:
        _settle_unheard(message_id, instance_id)
        return False
    except DatabaseAway:
        raise  # nothing is wrong with the step: the job tries again
    except HouseError as error:
        with transaction() as session:
            command = {"kind": "message", "message": message_id}
            delivery = session.get(Delivery, (message_id, instance_id), with_for_update=True)
            if delivery is not None and delivery.delivered_at is None and raise_incident(session, instance_id, error, command, None, delivery.address):
                delivery.delivered_at = real_now()
        return False


@timers_first
def _deliver(message_id: int, instance_id: int) -> bool:
    with transaction() as session:
        case = open_case(session, instance_id, SYSTEM)
        delivery = session.get(Delivery, (message_id, instance_id), with_for_update=True)
        if delivery is None or delivery.delivered_at is not None:
            return False  # a job that runs again: the message has arrived, or goes to whoever waits next
        return hand_over(case, delivery)


def hand_over(case: Case, delivery: Delivery) -> bool:
    """Give the message to the place that waits (or another one of this case that waits for the same); else it is kept again."""
    session = case.session
    message = session.get_one(Message, delivery.message_id)
    wait = _wait_for(session, message, delivery)
    delivery.delivered_at = case.now
    if wait is None:
        lock_addresses(session, [Address(message.name, message.correlation)])
        _keep_again(case, message)
        return False
    engine.deliver(case.state, wait.address, message.payload)
    said = {
        "message": message.id, "name": message.name, "sender": message.sender, "payload": message.payload, "correlation": message.correlation,
        "key": message.key, "sent_at": text(message.sent_at),
    }  # fmt: skip
    case.input("message:deliver", said, wait.element, wait.address)
    write_step(case, settle(case))
    return True


def _wait_for(session: Session, message: Message, delivery: Delivery) -> Wait | None:
    mine = select(Wait).where(Wait.instance_id == delivery.instance_id, Wait.message == message.name, Wait.correlation == message.correlation)
    waits = list(session.scalars(mine.order_by(Wait.address)))
    return next((w for w in waits if w.address == delivery.address), waits[0] if waits else None)


def _keep_again(case: Case, message: Message) -> None:
    """Nobody takes it any more: kept for the next who waits, if the diagram keeps this message and no other case took it."""
    taken = select(Delivery.message_id).where(Delivery.message_id == message.id, Delivery.instance_id != case.instance.id)
    known = case.release.messages.get(message.name)
    if (known is None or known.keep) and case.session.scalars(taken).first() is None:
        message.status = "kept"
    case.session.delete(case.session.get_one(Delivery, (message.id, case.instance.id)))
    case.session.flush()


def _settle_unheard(message_id: int, instance_id: int) -> None:
    """The case ended before the message came: nothing to do any more. A suspended one takes it when it is resumed."""
    with transaction() as session:
        delivery = session.get(Delivery, (message_id, instance_id), with_for_update=True)
        over = session.get_one(Instance, instance_id, populate_existing=True).ended_at is not None
        if over and delivery is not None and delivery.delivered_at is None:
            delivery.delivered_at = real_now()
