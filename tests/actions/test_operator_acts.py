"""Suspend, resume, cancel, move, retry: by the process owner, with a reason, as events that re-execution honours."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from app.actions.case.cancel import cancel_instance
from app.actions.case.deliver_message import deliver_message
from app.actions.case.fire_timers import fire_timers
from app.actions.case.move_token import move_token
from app.actions.case.resume import resume_instance
from app.actions.case.retry_incident import retry_incident
from app.actions.case.run_call import run_call
from app.actions.case.send_message import send_message
from app.actions.case.show import show_instance
from app.actions.case.suspend import suspend_instance
from app.actions.history.verify import verify_instance
from app.actions.task.claim import claim_task
from app.actions.task.complete import complete_task
from app.actions.training.move_clock import move_clock
from app.db import transaction
from app.errors import DataInvalid, HouseError, InstanceNotRunning, MoveRefused, NotAllowed, NotFound, TaskNotOpen
from app.ground.calendars import calendar_of
from app.ground.releases import definition
from app.history.events import Events, recorded
from app.history.replay import replay
from app.models import Event, Incident, Instance, Message, ServiceCall, Task, Timer, Wait
from tests.actions.conftest import County, later
from tests.actions.fakes import BANK
from tests.bench.bundle import answers

WHY = "主管部门来函要求"


def status(case: int) -> str:
    with transaction() as session:
        return session.get_one(Instance, case, populate_existing=True).status


def kinds(case: int) -> list[str]:
    with transaction() as session:
        return list(session.scalars(select(Event.kind).where(Event.instance_id == case).order_by(Event.seq)))


def rows(case: int) -> tuple[int, int, int]:
    """How many open tasks, timers, waits."""
    with transaction() as session:
        counted = [
            len(session.scalars(select(Task.id).where(Task.instance_id == case, Task.status == "open")).all()),
            len(session.scalars(select(Timer.address).where(Timer.instance_id == case)).all()),
            len(session.scalars(select(Wait.address).where(Wait.instance_id == case)).all()),
        ]
    return counted[0], counted[1], counted[2]


def test_nothing_passes_in_a_suspended_case_until_it_is_resumed(county: County) -> None:
    owner, handler = county.people["owner"], county.people["sgj_handler"]
    case = county.start("seq5")
    task = county.task(case, "S1")
    suspend_instance(owner, case, WHY)
    for refused in (
        lambda: complete_task(handler, task, answers(1)), lambda: claim_task(handler, task), lambda: suspend_instance(owner, case, WHY),
        lambda: move_token(owner, case, "S1.1", "S2", WHY),
    ):  # fmt: skip
        with pytest.raises(InstanceNotRunning, match="已挂起"):
            refused()
    assert status(case) == "suspended" and kinds(case) == ["instance:start", "instance:suspend"] and verify_instance(case).good
    resume_instance(owner, case, "可以继续")
    with pytest.raises(InstanceNotRunning):
        resume_instance(owner, case, WHY)
    county.do(case, "S1", "sgj_handler", answers(1))
    assert county.open(case) == ["S2"] and verify_instance(case).good


def test_timers_wait_while_a_case_is_suspended_and_fire_when_it_goes_on(county: County) -> None:
    owner = county.people["owner"]
    case, other = county.start("deadline"), county.start("deadline")
    suspend_instance(owner, case, WHY)
    moved = move_clock(county.people["sgj_handler"], later(days=3))
    assert [f.instance for f in moved.fired] == [other], "the others go on"
    assert county.open(case) == ["T_work"] and fire_timers() == 0
    resume_instance(owner, case, WHY)
    with pytest.raises(TaskNotOpen):
        complete_task(county.people["sgj_handler"], county.task(case, "T_work"), {})
    assert county.open(case) == ["T_late"], "what was due fired before anything else"
    assert verify_instance(case).good and verify_instance(other).good


def test_what_was_due_before_the_suspension_still_happens(county: County) -> None:
    case = county.start("deadline")
    county.at(later(days=2))
    suspend_instance(county.people["owner"], case, WHY)
    assert county.open(case) == ["T_late"] and status(case) == "suspended" and verify_instance(case).good


def test_messages_wait_while_a_case_is_suspended_and_come_in_order(county: County) -> None:
    owner, handler = county.people["owner"], county.people["sgj_handler"]
    case = county.start("waiting")
    suspend_instance(owner, case, WHY)
    sent = [send_message(handler, "MSG_GO", {"number": "7"}, {"word": word}) for word in ("一", "二")]
    county.jobs()
    assert rows(case) == (0, 0, 1) and deliver_message(sent[0].message_id, case) is False
    resume_instance(owner, case, WHY)
    with transaction() as session:
        queued = session.execute(text("SELECT args, lock FROM procrastinate_jobs WHERE lock IS NOT NULL ORDER BY id")).all()
    assert [row.args["message_id"] for row in queued] == [s.message_id for s in sent] and {row.lock for row in queued} == {f"case:{case}"}
    county.jobs()
    assert county.open(case) == ["T_after"]
    with transaction() as session:
        assert session.get_one(Message, sent[1].message_id).status == "kept", "the second finds nobody waiting"
    assert verify_instance(case).good


def test_an_outside_call_of_a_suspended_case_waits_and_is_done_once(county: County) -> None:
    BANK.__init__()
    owner = county.people["owner"]
    case = county.start("outside")
    suspend_instance(owner, case, WHY)
    county.jobs()
    move_clock(county.people["sgj_handler"], later(days=1))
    with transaction() as session:
        call = session.scalars(select(ServiceCall)).one()
    assert (call.status, call.tries, BANK.calls) == ("open", 0, 0)
    with transaction() as session:
        session.execute(text("DELETE FROM procrastinate_jobs"))  # the worker has taken the job meanwhile
    resume_instance(owner, case, WHY)
    with transaction() as session:
        assert session.scalars(text("SELECT args->>'call_id' FROM procrastinate_jobs")).all() == [str(call.id)]
    county.jobs()
    assert BANK.calls == 1 and county.open(case) == ["T_paid"] and verify_instance(case).good


def test_a_cancelled_case_is_closed_everywhere_and_its_history_stays(county: County) -> None:
    owner = county.people["owner"]
    for process in ("seq5", "par4", "deadline", "waiting", "outside"):
        case = county.start(process)
        cancel_instance(owner, case, WHY)
        assert (status(case), rows(case)) == ("cancelled", (0, 0, 0)), process
        with transaction() as session:
            assert set(session.scalars(select(ServiceCall.status).where(ServiceCall.instance_id == case))) <= {"cancelled"}
            row = session.get_one(Instance, case)
            assert row.ended_at is not None and row.outcome is None
        county.jobs()
        assert kinds(case)[-1] == "instance:cancel" and verify_instance(case).good
        for again in (lambda c=case: cancel_instance(owner, c, WHY), lambda c=case: resume_instance(owner, c, WHY)):
            with pytest.raises(InstanceNotRunning):
                again()
        assert show_instance(owner, case)["waiting_for"] == []


def test_a_suspended_case_can_be_cancelled(county: County) -> None:
    owner = county.people["owner"]
    case = county.start("deadline")
    suspend_instance(owner, case, WHY)
    county.at(later(days=9))
    cancel_instance(owner, case, WHY)
    assert (status(case), rows(case)) == ("cancelled", (0, 0, 0)) and verify_instance(case).good


def test_cancelling_and_completing_at_once_leave_one_order(county: County) -> None:
    owner, handler = county.people["owner"], county.people["sgj_handler"]
    for _ in range(6):
        case = county.start("seq5")
        task = county.task(case, "S1")
        _, completed = county.together(lambda c=case: cancel_instance(owner, c, WHY), lambda t=task: complete_task(handler, t, answers(1)))
        assert status(case) == "cancelled" and rows(case) == (0, 0, 0)
        assert ("task:complete" in kinds(case)) != isinstance(completed, HouseError)
        assert verify_instance(case).good


def test_a_token_is_moved_and_the_case_goes_on_from_there(county: County) -> None:
    owner = county.people["owner"]
    case = county.start("seq5")
    move_token(owner, case, "S1.1", "S4", "前三步已在线下办理")
    assert county.open(case) == ["S4"]
    with transaction() as session:
        assert session.scalars(select(Task.status).where(Task.instance_id == case, Task.element == "S1")).one() == "cancelled"
        event = session.scalars(select(Event).where(Event.kind == "instance:move")).one()
        assert (event.element, event.address, event.actor) == ("S1", "S1.1", "owner") and '"to":"S4"' in event.payload
    county.do(case, "S4", "czj_reviewer", answers(1))
    move_token(owner, case, "S5.1", "finish", WHY)
    assert status(case) == "ended" and verify_instance(case).good
    acts = show_instance(owner, case)["acts"]
    assert [(a["kind"], a["reason"], a["element"], a["to_name"]) for a in acts] == [
        ("instance:move", "前三步已在线下办理", "S1", "办理 S4"), ("instance:move", WHY, "S5", "办结"),
    ]  # fmt: skip


def test_a_move_that_a_service_refuses_changes_nothing(county: County) -> None:
    owner = county.people["owner"]
    case = county.start("late_guard")
    with pytest.raises(HouseError, match="超过 100"):
        move_token(owner, case, "W_day.1", "S_guard", WHY)
    with pytest.raises(MoveRefused):
        move_token(owner, case, "W_day.1", "nothing", WHY)
    assert rows(case) == (0, 1, 0) and kinds(case) == ["instance:start"] and verify_instance(case).good


def test_an_incident_whose_step_was_moved_away_is_closed_with_it(county: County) -> None:
    owner = county.people["owner"]
    case = county.start("late_guard")
    county.at(later(days=1))
    fire_timers()
    assert status(case) == "incident"
    suspend_instance(owner, case, WHY)
    resume_instance(owner, case, WHY)
    assert status(case) == "incident" and fire_timers() == 0, "a parked timer stays parked"
    move_token(owner, case, "W_day.1", "e", WHY)
    with transaction() as session:
        assert session.scalars(select(Incident.resolved_by)).one() == "owner"
    assert status(case) == "ended" and "incident:close" in kinds(case) and verify_instance(case).good


def test_who_is_not_the_process_owner_or_gives_no_reason_is_refused(county: County) -> None:
    case = county.start("seq5")
    owner = county.people["owner"]
    for actor, reason, refusal in ((county.people["sgj_leader"], WHY, NotAllowed), (owner, " ", DataInvalid)):
        for act in (
            lambda a=actor, r=reason: suspend_instance(a, case, r), lambda a=actor, r=reason: resume_instance(a, case, r),
            lambda a=actor, r=reason: cancel_instance(a, case, r), lambda a=actor, r=reason: move_token(a, case, "S1.1", "S2", r),
            lambda a=actor, r=reason: retry_incident(a, 1, r),
        ):  # fmt: skip
            with pytest.raises(refusal):
                act()
    with pytest.raises(NotFound):
        suspend_instance(owner, 99, WHY)
    assert kinds(case) == ["instance:start"]


def test_an_act_that_somebody_put_into_or_took_out_of_the_rows_is_found(county: County) -> None:
    case = county.start("seq5")
    for forged in ("suspended", "cancelled", "incident", "ended"):
        with transaction() as session:
            session.get_one(Instance, case, populate_existing=True).status = forged
        assert not verify_instance(case).good
    with transaction() as session:
        session.get_one(Instance, case, populate_existing=True).status = "running"
    suspend_instance(county.people["owner"], case, WHY)
    with transaction() as session:
        session.get_one(Instance, case, populate_existing=True).status = "running"
    assert verify_instance(case).first_difference == {"where": "case", "field": "status", "said": "案件的 status 与历史记录不符"}


def test_executing_again_honours_suspending_and_resuming(county: County) -> None:
    owner = county.people["owner"]
    case = county.start("seq5")
    suspend_instance(owner, case, WHY)
    resume_instance(owner, case, WHY)
    county.do(case, "S1", "sgj_handler", answers(1))
    with transaction() as session:
        release = definition(session.get_one(Instance, case).release_id)
        events = list(recorded(Events(session, case)))
    assert [again.differs for again in replay(release, events, calendar_of)] == [None] * 4
    without = [[e for e in events if e.kind != f"instance:{left_out}"] for left_out in ("resume", "suspend")]
    assert ["挂起" in str(list(replay(release, left, calendar_of))[-1].differs) for left in without] == [True, True]


def test_a_call_whose_case_was_cancelled_is_not_made(county: County) -> None:
    BANK.__init__()
    case = county.start("outside")
    with transaction() as session:
        call = session.scalars(select(ServiceCall.id)).one()
    cancel_instance(county.people["owner"], case, WHY)
    assert run_call(call) is True and BANK.calls == 0 and verify_instance(case).good
