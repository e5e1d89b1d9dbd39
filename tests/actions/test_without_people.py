"""Timers, messages and the outside world: the same story with another command."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.actions.case import run_call as running
from app.actions.case.deliver_message import deliver_message
from app.actions.case.fire_timers import fire_timers
from app.actions.case.retry_incident import retry_incident
from app.actions.case.run_call import run_call
from app.actions.case.send_message import send_message
from app.actions.history.verify import verify_instance
from app.actions.task.complete import complete_task
from app.db import transaction
from app.errors import DataInvalid, NotAllowed, NotFound, TaskNotOpen
from app.models import Incident, Instance, Message, ServiceCall, Timer
from tests.actions.conftest import County, later
from tests.actions.fakes import BANK


def test_a_timer_fires_exactly_at_its_moment(county: County) -> None:
    case = county.start("deadline")
    county.at(later(days=2, seconds=-1))
    assert fire_timers() == 0 and county.open(case) == ["T_work"]
    county.at(later(days=2))
    assert fire_timers() == 1 and county.open(case) == ["T_late"]
    assert verify_instance(case).good


def test_a_completion_at_the_due_moment_comes_too_late(county: County) -> None:
    case = county.start("deadline")
    task = county.task(case, "T_work")
    county.at(later(days=2))
    with pytest.raises(TaskNotOpen):
        complete_task(county.people["sgj_handler"], task, {})
    assert county.open(case) == ["T_late"], "the timer fired before the command"


def test_timer_and_completion_at_once_leave_one_winner(county: County) -> None:
    for _ in range(5):
        case = county.start("deadline")
        task = county.task(case, "T_work")
        with transaction() as session:
            session.get_one(Timer, (case, "B_late.1")).due_at = later()
        results = county.together(lambda: fire_timers(), lambda task=task: complete_task(county.people["sgj_handler"], task, {}))
        assert isinstance(results[1], TaskNotOpen)
        assert county.open(case) == ["T_late"]


def test_a_timer_step_that_is_refused_becomes_an_incident_that_can_be_retried(county: County) -> None:
    case = county.start("late_guard")
    county.at(later(days=1))
    fire_timers()
    with transaction() as session:
        assert session.get_one(Instance, case).status == "incident"
        incident = session.scalars(select(Incident)).one()
        assert "金额超过 100" in incident.message and incident.element == "W_day"
    assert fire_timers() == 0, "a parked timer is left alone"
    retry_incident(county.people["owner"], incident.id, "再试一次")
    fire_timers()
    with transaction() as session:
        assert len(session.scalars(select(Incident)).all()) == 2
    assert verify_instance(case).good


def test_a_message_reaches_who_waits_for_it_once(county: County) -> None:
    case = county.start("waiting")
    sent = send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "走"}, key="k1")
    again = send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "走"}, key="k1")
    assert sent == again and sent.delivered_to == [case]
    assert deliver_message(sent.message_id, case) is True
    assert deliver_message(sent.message_id, case) is False
    assert county.open(case) == ["T_after"]
    assert verify_instance(case).good


def test_a_message_that_nobody_waits_for_is_kept_until_somebody_does(county: County) -> None:
    sent = send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "走"})
    assert sent.delivered_to == []
    case = county.start("waiting")
    county.jobs()
    assert county.open(case) == ["T_after"]
    other = county.start("waiting")
    county.jobs()
    assert county.open(other) == [], "one message, one receiver"


def test_two_messages_for_one_wait_take_it_one_after_the_other(county: County) -> None:
    case = county.start("waiting")
    first = send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "一"})
    second = send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "二"})
    results = county.together(lambda: deliver_message(first.message_id, case), lambda: deliver_message(second.message_id, case))
    assert sorted(results) == [False, True]
    with transaction() as session:
        assert sorted(session.scalars(select(Message.status))) == ["delivered", "kept"], "the other one waits for the next"
    assert verify_instance(case).good


def test_a_sender_and_a_waiter_that_meet_never_miss_each_other(county: County) -> None:
    for _ in range(5):
        started, sent = county.together(
            lambda: county.start("waiting"), lambda: send_message(county.people["sgj_handler"], "MSG_GO", {"number": "7"}, {"word": "走"})
        )
        county.jobs()
        assert not isinstance(sent, Exception) and county.open(started) == ["T_after"]


def test_a_service_sends_inside_its_own_transaction(county: County) -> None:
    waiting, sending = county.start("waiting"), county.start("sending")
    county.do(sending, "T_send", "sgj_handler")
    county.jobs()
    assert county.open(waiting) == ["T_after"]


def test_wrong_messages_are_refused(county: County) -> None:
    handler = county.people["sgj_handler"]
    with pytest.raises(NotFound):
        send_message(handler, "MSG_NONE", {}, {})
    with pytest.raises(NotAllowed):
        send_message(county.people["fgw_reviewer"], "MSG_GO", {"number": "7"}, {})
    with pytest.raises(DataInvalid) as refusal:
        send_message(handler, "MSG_GO", {"colour": "7"}, {"noise": 1})
    assert {e["pointer"] for e in refusal.value.errors} == {"/correlation/number", "/correlation/colour", "/payload/noise"}


def test_an_outside_call_is_tried_again_with_the_same_key_and_done_once(county: County) -> None:
    BANK.__init__()
    BANK.failures = 2
    case = county.start("outside")
    for _ in range(3):
        county.jobs()
    assert county.open(case) == ["T_paid"] and BANK.calls == 3 and len(BANK.orders) == 1
    assert verify_instance(case).good


def test_an_outside_call_that_keeps_failing_becomes_an_incident_and_can_be_retried(county: County) -> None:
    BANK.__init__()
    BANK.failures = running.MOST_TRIES
    case = county.start("outside")
    for _ in range(running.MOST_TRIES):
        county.jobs()
    with transaction() as session:
        incident = session.scalars(select(Incident)).one()
        assert "the bank does not answer" in incident.message and session.get_one(Instance, case).status == "incident"
    retry_incident(county.people["owner"], incident.id, "再试一次")
    with transaction() as session:
        call = session.scalars(select(ServiceCall.id)).one()
    assert run_call(call) is True
    assert county.open(case) == ["T_paid"]
    with transaction() as session:
        assert session.get_one(Instance, case).status == "running"
