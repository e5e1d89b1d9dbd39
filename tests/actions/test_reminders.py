"""People are told of what waits and of what is done too often: in order with the timers, once, and without moving the case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from app.actions.case.fire_timers import due_now, fire_timers
from app.actions.case.resume import resume_instance
from app.actions.case.suspend import suspend_instance
from app.actions.history.verify import verify_instance
from app.actions.task.complete import complete_task
from app.actions.task.list import Wanted, list_tasks
from app.actions.training.move_clock import move_clock
from app.db import transaction
from app.errors import TaskNotOpen
from app.models import Event, Instance, Notice, Reminder, Task, Timer
from tests.actions.conftest import NOON, County, later
from tests.bench.bundle import answers
from tests.counting import counted


def notices(case: int) -> list[tuple[str, str, datetime]]:
    """Whom, what, when."""
    with transaction() as session:
        rows = session.execute(select(Notice.recipient, Notice.text, Notice.created_at).where(Notice.instance_id == case).order_by(Notice.id))
        return [(r.recipient, r.text, r.created_at) for r in rows]


def events(case: int, kind: str) -> list[dict[str, Any]]:
    """What the events of this kind say."""
    with transaction() as session:
        return [orjson.loads(p) for p in session.scalars(select(Event.payload).where(Event.instance_id == case, Event.kind == kind).order_by(Event.seq))]


def march(day: int, hour: int) -> datetime:
    """An hour of March 2026 in Shanghai."""
    return datetime(2026, 3, day, hour - 8, tzinfo=UTC)


def reminded(case: int) -> list[datetime]:
    """The moments that are left."""
    with transaction() as session:
        return [moment for row in session.scalars(select(Reminder).where(Reminder.instance_id == case)) for moment in (row.due_at, *row.later)]


def test_the_clock_stands_at_reminders_and_timers_in_order(county: County) -> None:
    case = county.start("reminding")
    moved = move_clock(county.people["sgj_handler"], march(6, 12))
    assert [(f.kind, f.element, f.at) for f in moved.fired] == [("reminder", "T_write", march(4, 9)), ("reminder", "T_write", march(5, 12))]
    assert [(who, at) for who, _, at in notices(case)] == [("sgj_handler@sgj", march(4, 9)), ("sgj_handler@sgj", march(5, 12))]
    said = [text for _, text, _ in notices(case)]
    assert said == ["提醒：「T_write」还没有办理，期限3月4日，请尽快办理。", "提醒：「T_write」还没有办理，期限3月4日已过，请尽快办理。"]
    assert [said["due_at"] for said in events(case, "task:remind")] == [march(4, 9).isoformat(), march(5, 12).isoformat()]
    assert verify_instance(case).good and len(reminded(case)) == 28
    county.do(case, "T_write", "sgj_handler", answers(1))
    moved = move_clock(county.people["sgj_handler"], march(7, 12))
    assert [(f.kind, f.element) for f in moved.fired] == [("timer", "B_day")], "no reminder of a weekend, and none of the task that is done"
    moved = move_clock(county.people["sgj_handler"], march(9, 12))
    assert [(f.kind, f.element) for f in moved.fired] == [("timer", "B_day"), ("timer", "B_day"), ("reminder", "W_go")]
    assert [who for who, _, _ in notices(case)][2:] == ["sgj_leader@sgj", "czj_reviewer@czj"] and notices(case)[-1][1] == "提醒：「W_go」尚未完成，请关注。"
    assert verify_instance(case).good


def test_after_thirty_reminders_there_are_no_more(county: County) -> None:
    case = county.start("reminding")
    move_clock(county.people["sgj_handler"], later(days=365))
    assert len(notices(case)) == 30 and reminded(case) == [] and verify_instance(case).good
    county.do(case, "T_write", "sgj_handler", answers(1))
    assert verify_instance(case).good


def test_what_passed_while_nobody_looked_is_one_reminder(county: County) -> None:
    case = county.start("reminding")
    assert due_now() == (False, False)
    county.at(march(20, 9))
    assert due_now() == (True, False) and fire_timers() == 1 and fire_timers() == 0
    assert len(notices(case)) == 1 and reminded(case)[0] == march(20, 12) and verify_instance(case).good


def test_a_reminder_goes_to_who_took_the_task(county: County) -> None:
    case = county.start("reminding")
    with transaction() as session:
        session.scalars(select(Task).where(Task.instance_id == case)).one().assignee = "sgj.second"
    county.at(march(4, 9))
    fire_timers()
    assert [who for who, _, _ in notices(case)] == ["sgj.second"]


def test_before_a_command_what_is_due_is_told(county: County) -> None:
    case = county.start("reminding")
    task = county.task(case, "T_write")
    county.at(march(5, 12))
    complete_task(county.people["sgj_handler"], task, answers(1))
    assert len(notices(case)) == 1 and county.open(case) == []
    with transaction() as session:
        kinds = list(session.scalars(select(Event.kind).where(Event.instance_id == case).order_by(Event.seq)))
    assert kinds == ["instance:start", "task:remind", "task:complete"] and verify_instance(case).good


def test_a_suspended_case_reminds_nobody_until_it_goes_on(county: County) -> None:
    case, owner = county.start("reminding"), county.people["owner"]
    suspend_instance(owner, case, "核对")
    county.at(march(20, 9))
    assert due_now() == (False, False) and fire_timers() == 0
    assert move_clock(county.people["sgj_handler"], march(20, 10)).fired == []
    resume_instance(owner, case, "继续")
    assert fire_timers() == 1 and len(notices(case)) == 1 and verify_instance(case).good


def test_a_reminder_and_a_completion_at_once(county: County) -> None:
    for _ in range(5):
        case = county.start("reminding")
        task = county.task(case, "T_write")
        with transaction() as session:
            session.get_one(Reminder, (case, "T_write.1")).due_at = NOON
        results = county.together(lambda: fire_timers(), lambda task=task: complete_task(county.people["sgj_handler"], task, answers(1)))
        assert not any(isinstance(r, Exception) and not isinstance(r, TaskNotOpen) for r in results)
        assert len(notices(case)) == 1 and county.open(case) == []


def test_a_round_above_the_limit_is_told_once_and_stays_possible(county: County) -> None:
    case = county.start("reminding")
    for number in (1, 2, 3):
        [shown] = list_tasks(county.people["sgj_handler"], Wanted(view="claimable")).items
        assert (shown["element"], shown["round"], shown["round_limit"]) == ("T_write", number, 1)
        county.do(case, "T_write", "sgj_handler", answers(1) | {"amount": 1000})
    text = "「T_write」已是第2轮（限1轮），请关注：仍可继续，也可终止。"
    assert [(who, said) for who, said, _ in notices(case)] == [("sgj_leader@sgj", text)]
    assert events(case, "task:limit") == [{"limit": 1, "round": 2, "text": text, "told": ["sgj_leader@sgj"]}]
    assert verify_instance(case).good


def test_a_task_without_reminders_costs_nothing_for_them(county: County) -> None:
    county.do(county.start("loop"), "L1", "sgj_handler", answers(1))
    case = county.start("loop")
    task = county.task(case, "L1")
    with counted() as cost:
        complete_task(county.people["sgj_handler"], task, answers(1))
    assert not any(" reminder" in said and "EXISTS" not in said for said in cost.statements)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE reminder SET due_at = due_at + interval '1 day'", "reminders"),
        ("UPDATE reminder SET later = later[2:]", "reminders"),
        ("DELETE FROM reminder", "reminders"),
        ("UPDATE task SET round = 5 WHERE round = 1", "tasks"),
        ("UPDATE task SET round_limit = NULL", "tasks"),
    ],
)
def test_rows_that_were_changed_are_found(county: County, statement: str, where: str) -> None:
    from sqlalchemy import text

    case = county.start("reminding")
    county.at(march(4, 9))
    fire_timers()
    assert verify_instance(case).good
    with transaction() as session:
        session.execute(text(statement))
    fault = verify_instance(case).first_difference
    assert fault is not None and fault["where"] == where


def test_when_the_case_is_over_nothing_is_left(county: County) -> None:
    case = county.start("reminding")
    county.do(case, "T_write", "sgj_handler", answers(1))
    with transaction() as session:
        assert session.scalars(select(Timer.address).where(Timer.instance_id == case)).all() == ["B_day.1"]
        assert session.scalars(select(Reminder.address).where(Reminder.instance_id == case)).all() == ["W_go.1"]
    from app.actions.case.cancel import cancel_instance

    cancel_instance(county.people["owner"], case, "结束")
    assert reminded(case) == [] and verify_instance(case).good
    with transaction() as session:
        assert session.get_one(Instance, case).status == "cancelled"
