"""Two at once: whatever the order, one of the two outcomes and never a mixture; nobody is told something that did not happen."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select, true

from app.access.once import answer_once
from app.actions.case.cancel import cancel_instance
from app.actions.case.deliver_message import deliver_message
from app.actions.case.fire_timers import fire_timers
from app.actions.case.resume import resume_instance
from app.actions.case.run_call import run_call
from app.actions.case.send_message import Sent, send_message
from app.actions.case.start import Opened, start_instance
from app.actions.case.suspend import suspend_instance
from app.actions.history.verify import verify_all
from app.actions.release.publish import Published, publish_release
from app.actions.task.claim import claim_task
from app.actions.task.complete import Completed, complete_task
from app.actions.training.move_clock import move_clock
from app.db import transaction
from app.errors import AlreadyThere, HouseError, InstanceNotRunning, KeyReused, Outdated, TaskClaimed, TaskNotOpen
from app.models import Event, Incident, Instance, Message, Release, ServiceCall, Task, Timer, Wait
from app.people import Actor
from tests.actions.conftest import County, later
from tests.actions.drawings import bundle
from tests.actions.fakes import BANK
from tests.bench.bundle import answers

ROUNDS = 10


def _events(case: int, kind: str) -> int:
    with transaction() as session:
        return session.scalars(select(func.count()).select_from(Event).where(Event.instance_id == case, Event.kind == kind)).one()


def _all_equal() -> None:
    assert [proof for proof in verify_all() if not proof.good] == []


def test_boundary_timer_against_completion(county: County) -> None:
    """Whoever has the case first: the task is done and the timer gone, or the timer has fired and the completion is refused."""
    outcomes: Counter[str] = Counter()
    due = later(days=2)
    for n in range(ROUNDS):
        case = county.start("deadline")
        task = county.task(case, "T_work")
        with transaction() as session:
            session.get_one(Timer, (case, "B_late.1")).due_at = due
        after = later(days=2, minutes=n + 1)

        def time_passes(after: datetime = after) -> int:
            county.at(after)
            return fire_timers()

        done, _ = county.together(lambda task=task: complete_task(county.people["sgj_handler"], task, {}), time_passes)
        fired = _events(case, "timer:fire")
        assert (fired == 1) == isinstance(done, TaskNotOpen) and (fired == 0) == isinstance(done, Completed), done
        assert county.open(case) == (["T_late"] if fired else [])
        outcomes["fired" if fired else "completed"] += 1
        with transaction() as session:
            assert session.scalars(select(Timer).where(Timer.instance_id == case)).all() == []
        due = later(days=2, minutes=n + 1, seconds=30)
    assert sum(outcomes.values()) == ROUNDS
    _restored_due_dates(county)


def _restored_due_dates(county: County) -> None:
    """The moments were moved by hand above, so only the cases' chains are held against the history here."""
    assert all(proof.chain == "ok" for proof in verify_all())


def test_moving_the_clock_against_completion(county: County) -> None:
    """The same over the clock of the house, with untouched dates: what is verified afterwards is equal."""
    for n in range(ROUNDS):
        case = county.start("deadline")
        task = county.task(case, "T_work")
        moment = later(days=2 * (n + 1))
        done, moved = county.together(
            lambda task=task: complete_task(county.people["sgj_handler"], task, {}), lambda moment=moment: move_clock(county.people["owner"], moment)
        )
        assert not isinstance(moved, Exception), moved
        fired = _events(case, "timer:fire")
        assert (fired == 1) == isinstance(done, TaskNotOpen) and (fired == 0) == isinstance(done, Completed), done
        assert county.open(case) == (["T_late"] if fired else [])
    _all_equal()


def test_two_messages_for_one_wait(county: County) -> None:
    """One is taken, the other is kept for the next who waits; senders and deliveries at once."""
    sender = county.people["sgj_handler"]
    for n in range(ROUNDS):
        case = county.start("waiting")

        def send(word: str) -> Sent:
            return send_message(sender, "MSG_GO", {"number": "7"}, {"word": word})

        sent = county.together(lambda n=n: send(f"一{n}"), lambda n=n: send(f"二{n}"))
        assert all(isinstance(s, Sent) for s in sent), sent
        jobs = [partial(deliver_message, s.message_id, case) for s in sent if case in s.delivered_to]
        results = county.together(*jobs, *jobs)
        assert [r for r in results if isinstance(r, Exception)] == [] and results.count(True) == 1
        assert county.open(case) == ["T_after"] and _events(case, "message:deliver") == 1
        county.jobs()
        with transaction() as session:
            for kept in session.scalars(select(Message).where(Message.status == "kept")):
                kept.status = "dropped"  # the next round begins without it
    _all_equal()


def test_the_same_key_at_once_does_it_once_and_answers_all_the_same(county: County) -> None:
    actor = county.people["sgj_handler"]
    for n in range(ROUNDS):

        def start(body: bytes = b"{}", n: int = n) -> tuple[int, Any]:
            return answer_once(actor, "POST /start", f"k{n}", body, 201, lambda: {"case": start_instance(actor, "seq5", {}).instance.id})

        told = county.together(start, start, start, start)
        assert {json.dumps(t) for t in told} == {json.dumps(told[0])}, told
        assert isinstance(county.together(lambda start=start: start(b"{1}"))[0], KeyReused)
    with transaction() as session:
        assert session.scalars(select(func.count()).select_from(Instance)).one() == ROUNDS
    _all_equal()


def test_the_same_key_at_once_with_other_bodies_does_one_of_them(county: County) -> None:
    actor = county.people["sgj_handler"]
    for n in range(ROUNDS):

        def start(body: bytes, n: int = n) -> tuple[int, Any]:
            return answer_once(actor, "POST /start", f"k{n}", body, 201, lambda: {"case": start_instance(actor, "seq5", {}).instance.id})

        told = county.together(lambda start=start: start(b"1"), lambda start=start: start(b"2"))
        assert sorted(isinstance(t, KeyReused) for t in told) == [False, True]
    with transaction() as session:
        assert session.scalars(select(func.count()).select_from(Instance)).one() == ROUNDS


def test_claim_against_claim(county: County) -> None:
    first, second = county.people["sgj_handler"], county.people["second"]
    for _ in range(ROUNDS):
        case = county.start("loop")
        task = county.task(case, "L1")
        told = county.together(lambda task=task: claim_task(first, task), lambda task=task: claim_task(second, task))
        assert sorted(type(t).__name__ for t in told) == ["Task", "TaskClaimed"]
        [winner] = [t for t in told if isinstance(t, Task)]
        with transaction() as session:
            assert session.get_one(Task, task).assignee == winner.assignee
        assert _events(case, "task:claim") == 1
    _all_equal()


def test_claim_against_completion_by_somebody_else(county: County) -> None:
    first, second = county.people["sgj_handler"], county.people["second"]
    for n in range(ROUNDS):
        case = county.start("loop")
        task = county.task(case, "L1")
        claimed, done = county.together(lambda task=task: claim_task(first, task), lambda task=task, n=n: complete_task(second, task, answers(n)))
        one_won = (isinstance(claimed, Task) and isinstance(done, TaskClaimed)) or (isinstance(claimed, TaskNotOpen) and isinstance(done, Completed))
        assert one_won, (claimed, done)
    _all_equal()


def _settled(case: int) -> dict[str, int]:
    """What is still open of a case that is over: nothing."""
    told = {Task: Task.status == "open", Timer: true(), Wait: true(), ServiceCall: ServiceCall.status == "open"}
    with transaction() as session:
        return {
            kind.__tablename__: session.scalars(select(func.count()).select_from(kind).where(kind.instance_id == case, open_one)).one()
            for kind, open_one in told.items()
        }


NOTHING_OPEN = {"task": 0, "timer": 0, "wait": 0, "service_call": 0}


def test_cancel_against_completion(county: County) -> None:
    """The case is cancelled in any case; the completion went before and is in its history, or is refused and is not."""
    owner, handler = county.people["owner"], county.people["sgj_handler"]
    for n in range(ROUNDS):
        process, element = (("seq5", "S1"), ("deadline", "T_work"), ("asked_outside", "T_ask"))[n % 3]
        case = county.start(process)
        task, data = county.task(case, element), answers(n) if process == "seq5" else {}
        cancelled, done = county.together(partial(cancel_instance, owner, case, "不再需要"), partial(complete_task, handler, task, data))
        completions, with_end = _events(case, "task:complete"), process == "deadline"
        if isinstance(done, Completed):
            assert completions == 1 and (cancelled is None or (with_end and isinstance(cancelled, InstanceNotRunning))), cancelled
        else:
            assert isinstance(done, TaskNotOpen | InstanceNotRunning) and completions == 0 and cancelled is None, (done, cancelled)
        assert _events(case, "instance:cancel") + _events(case, "instance:end") == 1 and _settled(case) == NOTHING_OPEN
        county.jobs()
        assert _settled(case) == NOTHING_OPEN
    _all_equal()


def test_cancel_against_a_timer_a_message_and_the_world_outside(county: County) -> None:
    """Whatever comes to a case while it is cancelled is heard before, or never; nobody goes on waiting, and no incident is left."""
    BANK.__init__()
    owner, sender = county.people["owner"], county.people["sgj_handler"]
    for n in range(ROUNDS):
        late, waiting, ordered = county.start("deadline"), county.start("waiting"), county.start("outside")
        sent = send_message(sender, "MSG_GO", {"number": "7"}, {"word": "走"})
        with transaction() as session:
            call = session.scalars(select(ServiceCall.id).where(ServiceCall.instance_id == ordered)).one()
        moment = later(days=2 * (n + 1))
        told = county.together(
            partial(cancel_instance, owner, late, "x"), partial(cancel_instance, owner, waiting, "x"), partial(cancel_instance, owner, ordered, "x"),
            partial(move_clock, owner, moment), partial(deliver_message, sent.message_id, waiting), partial(run_call, call),
        )  # fmt: skip
        assert told[:3] == [None, None, None] and [t for t in told[3:] if isinstance(t, Exception)] == [], told
        assert [_settled(case) for case in (late, waiting, ordered)] == [NOTHING_OPEN] * 3
        with transaction() as session:
            assert session.scalars(select(Incident)).all() == []
            for kept in session.scalars(select(Message).where(Message.status == "kept")):
                kept.status = "dropped"  # the next round begins without it
    assert len(BANK.orders) == BANK.calls, "an order that was on its way was made once"
    _all_equal()


def test_suspend_against_completion(county: County) -> None:
    """Either the completion went before, or it is refused and possible again after the case is resumed."""
    owner, handler = county.people["owner"], county.people["sgj_handler"]
    for n in range(ROUNDS):
        case = county.start("seq5")
        task = county.task(case, "S1")
        suspended, done = county.together(partial(suspend_instance, owner, case, "x"), partial(complete_task, handler, task, answers(n)))
        assert suspended is None and isinstance(done, Completed | InstanceNotRunning), (suspended, done)
        resume_instance(owner, case, "x")
        if not isinstance(done, Completed):
            complete_task(handler, task, answers(n))
        assert county.open(case) == ["S2"] and _events(case, "task:complete") == 1
    _all_equal()


def test_publish_against_start(county: County) -> None:
    """A case is wholly of the release before or wholly of the one after; every case is numbered without a gap."""
    actor, seen = county.people["sgj_handler"], Counter[int]()
    for n in range(ROUNDS):
        new = {**bundle(), "processes/seq5.bpmn": bundle()["processes/seq5.bpmn"].replace("五步串行", f"五步串行 {n}")}
        published, *started = county.together(
            lambda new=new, n=n: publish_release("owner", new, f"r{n}"), *[lambda: start_instance(actor, "seq5", {}) for _ in range(3)]
        )
        assert isinstance(published, Published) and published.release is not None, published
        assert all(isinstance(s, Opened) for s in started), started
        for opened in started:
            seen[opened.instance.release_id] += 1
            assert opened.instance.release_id in (published.release.id - 1, published.release.id)
            names = {published.release.id - 1: f"五步串行 {n - 1}" if n else "五步串行", published.release.id: f"五步串行 {n}"}
            assert opened.instance.title == names[opened.instance.release_id]
            complete_task(actor, opened.next_tasks[0].id, answers(n))
    with transaction() as session:
        assert sorted(session.scalars(select(Instance.number))) == list(range(1, 3 * ROUNDS + 1))
        assert session.scalars(select(func.count()).select_from(Release)).one() == ROUNDS + 1
    _all_equal()


def test_publish_against_publish(county: County) -> None:
    """Of two who looked at the same release one publishes; the other is told to look again."""
    for n in range(ROUNDS // 2):
        with transaction() as session:
            newest = session.scalars(select(func.max(Release.id))).one()

        def publish(word: str, newest: int = newest, n: int = n) -> Published:
            text = bundle()["processes/seq5.bpmn"].replace("五步串行", f"{word}{n}")
            return publish_release("owner", {**bundle(), "processes/seq5.bpmn": text}, word, based_on=newest)

        told = county.together(lambda publish=publish: publish("甲"), lambda publish=publish: publish("乙"))
        assert sorted(type(t).__name__ for t in told) == ["Outdated", "Published"], told
        same = county.together(lambda n=n: publish_release("owner", _calm(n), "x"), lambda n=n: publish_release("owner", _calm(n), "y"))
        assert sorted(isinstance(t, AlreadyThere) for t in same) == [False, True], same
    assert Outdated.status == AlreadyThere.status == 409


def _calm(n: int) -> dict[str, str]:
    return {**bundle(), "processes/seq5.bpmn": bundle()["processes/seq5.bpmn"].replace("五步串行", f"同样 {n}")}


def test_everybody_at_once_on_one_case(county: County) -> None:
    """Four branches, a claim, a timer pass and two who complete the same branch: each branch is done once and the case ends once."""
    roles = ["sgj_handler", "sgj_leader", "fgw_reviewer", "czj_reviewer"]
    second = Actor("sgj.second", "sgj.second", county.people["second"].memberships)
    for n in range(ROUNDS // 2):
        case = county.start("par4")
        tasks = [county.task(case, f"B{i + 1}") for i in range(4)]
        acts = [partial(complete_task, county.people[role], task, answers(n)) for role, task in zip(roles, tasks, strict=True)]
        told = county.together(*acts, partial(complete_task, second, tasks[0], answers(99)), partial(claim_task, second, tasks[0]), fire_timers)
        assert all(not isinstance(t, Exception) or isinstance(t, HouseError) for t in told), told
        for role, task in zip(roles, tasks, strict=True):
            with transaction() as session:
                if session.get_one(Task, task).status == "open":  # claimed by the second: now he does it
                    complete_task(second if role == "sgj_handler" else county.people[role], task, answers(n))
        assert _events(case, "task:complete") == 4 and _events(case, "instance:end") == 1
    _all_equal()
