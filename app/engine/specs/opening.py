"""What the diagram says of a person's task, evaluated when the task opens; data that change later change nothing about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.engine.facts import ElementFacts, LimitPassed, OpenTask
from app.engine.specs.live import Activity
from app.engine.values import moment_of, names_of, plain
from app.errors import ExpressionRefused
from app.periods import SHANGHAI, add_working_days, day_start


def opened(task: Activity, facts: ElementFacts) -> dict[str, Any]:
    """Roles, office, assignee, decisions and due date as JSON; what the diagram does not say is left out."""
    found: dict[str, Any] = {
        "limit": _limit(task, facts),
        "roles": list(_list(task, facts.roles)),
        "office": _text(task, facts, "office"),
        "assignee": _text(task, facts, "assignee"),
        "due": _due(task, facts),
    }
    if found["limit"] is not None:
        found["round"] = task.flow.rounds(facts.id) + 1
    if facts.properties.get("decisions"):
        found["decisions"] = list(_list(task, facts.properties["decisions"]))
    return {name: value for name, value in found.items() if value not in (None, [])} | (
        {"decisions": found["decisions"]} if "decisions" in found else {}
    )


def _list(task: Activity, text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    return names_of(task.workflow.script_engine.evaluate(task, text[1:]) if text.startswith("=") else text)


def _value(task: Activity, facts: ElementFacts, name: str) -> Any:
    text = facts.properties.get(name, "").strip()
    return task.workflow.script_engine.evaluate(task, text.removeprefix("=")) if text else None


def _text(task: Activity, facts: ElementFacts, name: str) -> str | None:
    value = _value(task, facts, name)
    if value is None or isinstance(value, str):
        return value or None
    raise ExpressionRefused(f"「{facts.name or facts.id}」的 {name} 应为文字", f"{name} of {facts.id} should be a text")


def _due(task: Activity, facts: ElementFacts) -> str | None:
    now = task.flow.ledger.now
    days = _value(task, facts, "dueIn")
    if days is not None:
        if isinstance(days, bool) or not isinstance(days, int):
            raise ExpressionRefused(f"「{facts.name or facts.id}」的 dueIn 应为工作日数", f"dueIn of {facts.id} should be a number of days")
        try:
            last = add_working_days(now.astimezone(SHANGHAI).date(), days, task.flow.ledger.calendar)
        except OverflowError as error:
            raise ExpressionRefused(f"「{facts.name or facts.id}」的 dueIn 过大", f"dueIn of {facts.id} is too many days") from error
        return day_start(last + timedelta(days=1)).astimezone(UTC).isoformat()
    at = _value(task, facts, "dueAt")
    return None if at is None else moment_of(at, f"「{facts.name or facts.id}」的 dueAt").isoformat()


def _limit(task: Activity, facts: ElementFacts) -> int | None:
    limit = _value(task, facts, "roundLimit")
    if limit is None or (isinstance(limit, int) and not isinstance(limit, bool) and limit > 0):
        return limit
    raise ExpressionRefused(f"「{facts.name or facts.id}」的 roundLimit 应为正整数", f"roundLimit of {facts.id} should be a whole number from 1")


def limit_passed(task: Activity, facts: ElementFacts) -> LimitPassed | None:
    """Whom to tell that a task was opened above its limit of rounds; None when it was not, or they were told."""
    found, ledger = task.internal_data["open"], task.flow.ledger
    tells = _list(task, facts.properties.get("limitTells"))
    if "limit" not in found or found["round"] <= found["limit"] or not tells or not ledger.tell_once(task.flow.call, facts.id):
        return None
    return LimitPassed(task.address, facts.id, task.flow.process, facts.name or facts.id, found["round"], found["limit"], tells)


def open_task(task: Activity) -> OpenTask:
    """The open task of an activity."""
    facts: ElementFacts = task.task_spec.facts
    found = task.internal_data["open"]
    due = found.get("due")
    decisions = found.get("decisions")
    return OpenTask(
        address=task.address,
        element=facts.id,
        process=task.flow.process,
        name=facts.name or facts.id,
        roles=tuple(found.get("roles", ())),
        office=found.get("office"),
        assignee=found.get("assignee"),
        form=facts.form,
        decisions=None if decisions is None else tuple(decisions),
        due_at=datetime.fromisoformat(due) if due else None,
        item=plain(task.internal_data.get("item")),
        due_because=facts.due_because if due else None,
        round=found.get("round"),
        limit=found.get("limit"),
    )
