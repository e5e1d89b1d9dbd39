"""Answers against the pinned form, before the engine sees them: filled by the server where it says so, then refused or taken whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import engine, forms
from app.casework.case import Case
from app.casework.open_form import given_at_start, given_for_task
from app.casework.references import unknown_references
from app.engine.facts import ProcessFacts
from app.errors import DataInvalid
from app.forms import Filled, Form
from app.ground.calendars import calendar_of
from app.models import Task
from app.people import Actor
from app.periods import SHANGHAI


def checked_answers(case: Case, task: Task, data: Mapping[str, Any]) -> dict[str, Any]:
    """What will be stored of the answers.

    Raises  DataInvalid with a pointer for each fault.
    """
    form = case.release.form(task.form) if task.form else None
    if form is None:
        return without_form(data)
    filled = filled_task(case, task, form, data)
    return _taken(case.session, form, filled)


def filled_task(case: Case, task: Task, form: Form, data: Mapping[str, Any]) -> Filled:
    """The answers filled and judged, nothing refused yet: what a preview shows, too."""
    given = given_for_task(case, task) | signature(form, case.actor, case.now)
    return forms.fill(
        form, data, case=engine.data(case.state, task.address), element=task.element, given=given, decisions=task.decisions,
        now=case.now, calendar=calendar_of(case.calendar), parameters=case.release.parameters,
    )  # fmt: skip


def checked_start(
    session: Session, release: engine.Release, facts: ProcessFacts, actor: Actor, data: Mapping[str, Any], now: datetime, calendar: int
) -> dict[str, Any]:
    """What will lie at the top level of a new case: the start form's answers.

    Raises  DataInvalid.
    """
    form = release.form(facts.start_form) if facts.start_form else None
    if form is None:
        return without_form(data)
    return _taken(session, form, filled_start(session, release, facts, form, actor, data, now, calendar))


def filled_start(
    session: Session, release: engine.Release, facts: ProcessFacts, form: Form, actor: Actor, data: Mapping[str, Any], now: datetime, calendar: int
) -> Filled:
    """The start form's answers filled and judged, nothing refused yet."""
    given = given_at_start(session, release, facts, now, calendar) | signature(form, actor, now)
    answers = _own_department(form, actor, data)
    return forms.fill(form, answers, element=facts.start_element, given=given, now=now, calendar=calendar_of(calendar), parameters=release.parameters)


def _own_department(form: Form, actor: Actor, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A department's role starts for its own department: the one it has, when the form asks and nothing was said."""
    mine = sorted(actor.offices)
    if "dept_code" in form.plain.get("properties", {}) and "dept_code" not in data and len(mine) == 1:
        return {**data, "dept_code": mine[0]}
    return data


def _taken(session: Session, form: Form, filled: Filled) -> dict[str, Any]:
    errors = [*filled.errors, *(unknown_references(session, form, filled.data) if not filled.errors else [])]
    if errors:
        raise DataInvalid("填写内容有误，请按提示修改后再提交。", "Some answers are not valid.", errors=errors)
    return filled.data


def signature(form: Form, actor: Actor, now: datetime) -> dict[str, Any]:
    """`signer` and `signed_at` (B1), `expert_name` (F13), where the form has them: who acts, also when he replaces somebody."""
    fields = form.plain.get("properties", {})
    said = {"signer": actor.name, "expert_name": actor.name, "signed_at": now.astimezone(SHANGHAI).isoformat(timespec="seconds")}
    return {name: value for name, value in said.items() if name in fields}


def without_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """A task without a form takes no fields.

    Raises  DataInvalid.
    """
    if data:
        errors = [{"pointer": f"/data/{name}", "message": "本环节没有表单，不接受此字段 / this step has no form"} for name in data]
        raise DataInvalid("本环节没有表单。", "This step has no form.", errors=errors)
    return {}
