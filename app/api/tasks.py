"""The inbox and what one does with a task."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields, validate

from app.actions.task.claim import claim_task
from app.actions.task.complete import complete_task, shown_completed
from app.actions.task.draw_experts import MOST, draw_experts, shown_draw
from app.actions.task.drop_member import drop_member
from app.actions.task.list import ORDERS, VIEWS, Wanted, list_tasks
from app.actions.task.preview import preview_task
from app.actions.task.reassign import reassign_task
from app.actions.task.release import release_task
from app.actions.task.save_draft import save_draft
from app.actions.task.show import show_task
from app.api._book import Book
from app.api._once import HEADER, once
from app.api._paging import paged
from app.api._schemas import Body, Number, Paged, doc, page_of
from app.api._task_schemas import DoneTask, DrawnExperts, OneTask, Previewed, Task, TaskPage
from app.api._who import actor
from app.views.tasks import shown_task

book = Book("tasks", __name__, "Tasks: what people do")
ACT = (400, 403, 404, 409, 413, 415)


class TasksQuery(Paged):
    """Which tasks."""

    view = fields.String(load_default="mine", validate=validate.OneOf(VIEWS), metadata=doc("whose"))
    q = fields.String(load_default=None, validate=validate.Length(max=100), metadata=doc("piece of the project's name, business key or process"))
    process = fields.String(load_default=None, metadata=doc("key of the task's own diagram or of the case's process"))
    element = fields.String(load_default=None)
    instance = Number(load_default=None)
    project = Number(load_default=None)
    overdue = fields.Boolean(load_default=None)
    sort = fields.String(load_default=None, validate=validate.OneOf(list(ORDERS)))


class Answers(Body):
    """What was filled in."""

    data = fields.Dict(keys=fields.String(), required=True)


class Completion(Answers):
    """The same; `papers` when an office records it for an outside party."""

    papers = fields.List(Number(), load_default=list, validate=validate.Length(max=50), metadata=doc("ids of files"))


class Reason(Body):
    """Why."""

    reason = fields.String(required=True, validate=validate.Length(1, 2000))


class NewAssignee(Reason):
    """To whom, and why. Without a person, the substitute of a member of a panel is drawn from the county's pool."""

    assignee = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 100), metadata=doc("user name; none: drawn"))
    specialty = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 20), metadata=doc("of the substitute that is drawn"))


class Lots(Body):
    """How many experts are drawn, and of which specialty."""

    count = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST))
    specialty = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 20))


class Nothing(Body):
    """No fields."""


@book.get("/tasks")
@book.takes(TasksQuery, "query")
@book.gives(200, page_of(Task, "TasksPage"), 400)
def inbox(query: dict[str, Any]) -> dict[str, Any]:
    """The inbox: open tasks that are mine, that I may claim, that I may see; or those I have done."""
    after = query.pop("cursor")
    return paged(list_tasks(actor(), Wanted(**query, after=after)))


@book.get("/tasks/<number:task_id>")
@book.gives(200, TaskPage, 403, 404)
def task_page(task_id: int) -> dict[str, Any]:
    """A task with its form and its context."""
    return show_task(actor(), task_id)


@book.post("/tasks/<number:task_id>/preview")
@book.takes(Answers)
@book.gives(200, Previewed, *ACT)
def preview(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Computed fields and findings for unfinished answers; stores nothing."""
    return preview_task(actor(), task_id, body["data"])


@book.post("/tasks/<number:task_id>/draft")
@book.takes(Answers)
@book.gives(200, OneTask, *ACT)
def draft(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Keep answers that are not finished."""
    return {"task": save_draft(actor(), task_id, body["data"])}


@book.post("/tasks/<number:task_id>/claim")
@book.takes(Nothing)
@book.gives(200, OneTask, *ACT)
def claim(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Take a task for oneself."""
    return shown_task(actor(), claim_task(actor(), task_id))


@book.post("/tasks/<number:task_id>/release")
@book.takes(Nothing)
@book.gives(200, OneTask, *ACT)
def release(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Give a claimed task back to its candidates."""
    return shown_task(actor(), release_task(actor(), task_id))


@book.post("/tasks/<number:task_id>/complete")
@book.takes(Completion, parameters=[HEADER])
@book.gives(200, DoneTask, *ACT)
def complete(body: dict[str, Any], task_id: int) -> Response:
    """Complete a task: all of it is done, or nothing."""
    who = actor()
    return once(200, lambda: shown_completed(who, complete_task(who, task_id, body["data"], body["papers"])))


@book.post("/tasks/<number:task_id>/draw")
@book.takes(Lots)
@book.gives(200, DrawnExperts, *ACT)
def draw(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Draw experts for a task whose form asks for them; fills the draft, says who was excluded and why."""
    return shown_draw(actor(), draw_experts(actor(), task_id, body["count"], body["specialty"]))


@book.post("/tasks/<number:task_id>/reassign")
@book.takes(NewAssignee)
@book.gives(200, OneTask, *ACT)
def reassign(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Hand a task to somebody else; by the office that runs the step."""
    return shown_task(actor(), reassign_task(actor(), task_id, body["assignee"], body["reason"], specialty=body["specialty"]))


@book.post("/tasks/<number:task_id>/drop-member")
@book.takes(Reason)
@book.gives(200, OneTask, *ACT)
def drop(body: dict[str, Any], task_id: int) -> dict[str, Any]:
    """Do without one member's answer; by the office that runs the step."""
    return shown_task(actor(), drop_member(actor(), task_id, body["reason"]))
