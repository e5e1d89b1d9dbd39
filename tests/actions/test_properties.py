"""The handler of a user task, and a table that reads records: done in the transaction of the person's answer, and executed again without records."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import func, select

from app.actions.history.list_steps import list_steps
from app.actions.history.show_step import show_step
from app.actions.history.verify import verify_instance
from app.catalogue import Refuse
from app.db import transaction
from app.models import Event, Notice
from tests.actions.conftest import County
from tests.bench.bundle import answers


def told(case: int) -> list[tuple[str, str | None, dict[str, Any]]]:
    """(kind, element, payload) of each event."""
    with transaction() as session:
        rows = session.execute(select(Event.kind, Event.element, Event.payload).where(Event.instance_id == case).order_by(Event.seq))
        return [(kind, element, orjson.loads(payload)) for kind, element, payload in rows]


def test_the_handler_runs_with_the_answer_and_the_table_reads_what_it_wrote(county: County) -> None:
    case = county.start("plain")
    county.do(case, "T_ask", "sgj_handler", answers(7))
    assert county.open(case) == ["T_after"]
    events = told(case)
    assert [(kind, element) for kind, element, _ in events][1:4] == [("task:complete", "T_ask"), ("service:finish", "T_ask"), ("decision:make", "D_told")]
    made = events[3][2]
    amount = answers(7)["amount"]
    assert made["given"] == {"told": 1, "asked": amount} and made["outputs"] == {"how": "once"} and made["hits"] == ["r1"] and made["after"]
    county.do(case, "T_after", "sgj_leader")
    assert verify_instance(case).good


def test_a_handler_that_refuses_refuses_the_form_and_nothing_happened(county: County) -> None:
    case = county.start("plain")
    with pytest.raises(Refuse) as refusal:
        county.do(case, "T_ask", "sgj_handler", answers(1) | {"amount": 101})
    assert refusal.value.status == 422 and county.open(case) == ["T_ask"]
    assert [kind for kind, _, _ in told(case)] == ["instance:start"]
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0


def test_an_error_boundary_on_the_task_takes_what_the_handler_refuses(county: County) -> None:
    case = county.start("plain_caught")
    county.do(case, "T_ask", "sgj_handler", answers(1) | {"amount": 101})
    assert county.open(case) == ["T_no"]
    assert [kind for kind, _, _ in told(case)][1:3] == ["task:complete", "service:fail"]
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0
    assert verify_instance(case).good


def test_each_input_is_a_step_that_can_be_shown(county: County) -> None:
    case = county.start("plain")
    county.do(case, "T_ask", "sgj_handler", answers(7))
    actor = county.people["owner"]
    assert [step["kind"] for step in list_steps(actor, case).items] == ["instance:start", "task:complete", "service:finish", "decision:make"]
    assert [show_step(actor, case, n)["kind"] for n in (2, 4)] == ["task:complete", "decision:make"]


def test_a_table_that_was_given_other_records_is_found_out(county: County) -> None:
    """What was given, and what came of it, are sealed; a forged event that fits the chain's rules does not fit the table."""
    case = county.start("plain")
    county.do(case, "T_ask", "sgj_handler", answers(7))
    with transaction() as session:
        payload = session.scalars(select(Event.payload).where(Event.instance_id == case, Event.kind == "decision:make")).one()
    from app.ground.calendars import calendar_of
    from app.ground.releases import definition
    from app.history.events import Events, recorded
    from app.history.replay import Recorded, replay
    from app.models import Instance

    with transaction() as session:
        events = list(recorded(Events(session, case)))
        release = definition(session.get_one(Instance, case).release_id)
    assert all(again.differs is None for again in replay(release, events, calendar_of))
    forged = {**orjson.loads(payload), "outputs": {"how": "often"}}
    events = [Recorded(**{**vars(e), "payload": forged}) if e.kind == "decision:make" else e for e in events]
    assert [again.differs is None for again in replay(release, events, calendar_of)] == [True, True, True, False]
