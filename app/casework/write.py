"""The only code that turns a Step into rows: state, events, tasks, timers, waits, jobs and messages, in the caller's transaction."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as upsert

from app import engine
from app.casework.append import Done, append_events
from app.casework.case import Case
from app.casework.post import post
from app.casework.project import adopt_project
from app.casework.queue import defer
from app.casework.reminders import tell_limits, write_reminders
from app.casework.tasks import insert_tasks, new_tasks
from app.catalogue import services
from app.db import run
from app.engine.facts import Step
from app.models import ServiceCall as CallRow
from app.models import Task, Timer


def write_step(case: Case, step: Step, done: Done | None = None) -> list[Task]:
    """Write everything that the command decided; gives the tasks that it opened. `done`: the task that the command itself did.

    The instance row, the events and the done task are written with one statement, whatever happened.
    """
    session, instance = case.session, case.instance
    adopt_project(case)
    opened = new_tasks(case, step.opened)
    _note_decisions(case, step)
    tell_limits(case, step)
    for task in opened:
        if task.assignee is not None and not task.candidates:
            case.note("task:assign", {"assignee": task.assignee}, task.element, task.address)
    if step.ended:
        instance.status, instance.outcome, instance.ended_at = "ended", step.outcome, case.now
        case.note("instance:end", {"outcome": step.outcome})
    post(case, step)
    append_events(case, engine.freeze(case.state), done)
    _cancel_tasks(case, step, done.task if done else None)
    insert_tasks(session, opened)
    _write_timers(case, step)
    write_reminders(case, step)
    _write_calls(case, step)
    session.flush()
    return opened


def _note_decisions(case: Case, step: Step) -> None:
    for made in step.decisions:
        said = {"decision": made.decision, "inputs": made.inputs, "hits": list(made.hits), "outputs": made.outputs}
        case.note("decision:make", said, made.element, made.address)


def _cancel_tasks(case: Case, step: Step, done: Task | None) -> None:
    gone = [address for address in step.closed if done is None or address != done.address]
    if gone:
        cancel = update(Task).where(Task.instance_id == case.instance.id, Task.address.in_(gone), Task.status == "open")
        case.session.execute(cancel.values(status="cancelled", done_at=case.now).execution_options(synchronize_session=False))


def _write_timers(case: Case, step: Step) -> None:
    mine = case.instance.id
    if step.timers_gone:
        run(case.session, "DELETE FROM timer WHERE instance_id = %s AND address = ANY(%s)", mine, list(step.timers_gone))
    if step.timers_set:
        rows = [{"address": t.address, "element": t.element, "process": t.process, "due_at": t.due_at} for t in step.timers_set]
        new = upsert(Timer).values([row | {"instance_id": mine, "parked": False} for row in rows])
        case.session.execute(new.on_conflict_do_update(index_elements=["instance_id", "address"], set_={"due_at": new.excluded.due_at, "parked": False}))


def _write_calls(case: Case, step: Step) -> None:
    if step.calls_gone:
        gone = update(CallRow).where(CallRow.instance_id == case.instance.id, CallRow.address.in_(step.calls_gone), CallRow.status == "open")
        case.session.execute(gone.values(status="cancelled", done_at=case.now).execution_options(synchronize_session=False))
    for call in step.calls:
        if services()[call.handler].effect != "outside":
            continue
        row = CallRow(
            instance_id=case.instance.id, address=call.address, element=call.element, handler=call.handler, input=dict(call.input),
            key=f"{case.uid}:{call.address}", status="open", created_at=case.now, tries=0,
        )  # fmt: skip
        case.session.add(row)
        case.session.flush()
        defer(case.session, "run_call", call_id=row.id)
