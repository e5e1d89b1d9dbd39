"""How cases are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.access.operating import OPERATOR_ACTS
from app.api._schemas import doc, identifier, moment
from app.api._task_schemas import Because, ProjectRef, Task

STATUSES = ["running", "suspended", "incident", "ended", "cancelled"]


class Waiting(Schema):
    """One thing that a case waits for."""

    kind = fields.String(required=True, metadata=doc("what kind of thing", enum=["task", "timer", "message", "job", "incident"]))
    element = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    text = fields.String(required=True, metadata=doc("a sentence for people"))
    since = moment("since when", optional=True)
    due_at = moment("until when", optional=True)
    who = fields.List(fields.String(), required=True)


class Incident(Schema):
    """Something that needs a person."""

    id = identifier("the incident")
    element = fields.String(required=True, allow_none=True)
    element_name = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    created_at = moment("when it happened")
    retry = fields.Boolean(required=True, metadata=doc("whether this person may try again"))


class OperatorAct(Schema):
    """What the process owner did to the course of a case, and why."""

    seq = fields.Integer(required=True, metadata=doc("its event"))
    kind = fields.String(required=True, metadata=doc("the kind of its event", enum=list(OPERATOR_ACTS)))
    at = moment("the case's clock")
    actor = fields.String(required=True)
    actor_name = fields.String(required=True)
    reason = fields.String(required=True)
    element = fields.String(required=True, allow_none=True, metadata=doc("of a move: from where"))
    element_name = fields.String(required=True, allow_none=True)
    to = fields.String(required=True, allow_none=True, metadata=doc("of a move: to which element"))
    to_name = fields.String(required=True, allow_none=True)


class CaseHead(Schema):
    """A case without what is open in it."""

    id = identifier("the case")
    process = fields.String(required=True)
    process_name = fields.String(required=True)
    business_key = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    project = fields.Nested(ProjectRef, required=True, allow_none=True)
    status = fields.String(required=True, metadata=doc("where it stands", enum=STATUSES))
    outcome = fields.String(required=True, allow_none=True)
    release = fields.Integer(required=True, metadata=doc("the release it is pinned to"))
    started_by = fields.String(required=True)
    started_by_name = fields.String(required=True, allow_none=True)
    started_at = moment("when it began")
    ended_at = moment("when it ended", optional=True)


class FirstDue(Schema):
    """The first deadline of what is open in a case."""

    due_at = moment("until when")
    overdue = fields.Boolean(required=True)
    working_days_left = fields.Integer(required=True, allow_none=True, metadata=doc("today not counted; negative: too late"))
    due_because = fields.Nested(Because, required=True, allow_none=True, metadata=doc("where the deadline comes from"))


class CaseItem(CaseHead):
    """A case in a list."""

    waiting_for = fields.List(fields.String(), required=True, metadata=doc("in short what it waits for"))
    due = fields.Nested(FirstDue, required=True, allow_none=True, metadata=doc("the deadline that comes first"))


class Case(CaseHead):
    """One case."""

    open_tasks = fields.List(fields.Nested(Task), required=True)
    waiting_for = fields.List(fields.Nested(Waiting), required=True)
    incidents = fields.List(fields.Nested(Incident), required=True)
    stands = fields.String(required=True, metadata=doc("where it stands and for whom it waits, in one sentence"))
    acts = fields.List(fields.Nested(OperatorAct), metadata=doc("what operators did to it; not among what a start answers"))
    variables = fields.Dict(allow_none=True, metadata=doc("the case's data; null for who may not see answers; not among what a start answers"))


class ElementState(Schema):
    """The state of one element of a diagram."""

    process = fields.String(required=True)
    element = fields.String(required=True)
    address = fields.String(required=True)
    done = fields.Integer(required=True, metadata=doc("how many times"))
    open = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    skipped = fields.Integer(required=True, metadata=doc("1 when passed by"))
    cancelled = fields.Integer(required=True)


class CalledProcess(Schema):
    """A call activity of the diagram."""

    element = fields.String(required=True)
    process = fields.String(required=True)
    address = fields.String(required=True)


class TopProcess(Schema):
    """The case's own process."""

    process = fields.String(required=True)
    name = fields.String(required=True)


class DiagramPlace(Schema):
    """An element on the way down."""

    element = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata=doc("a subprocess on a plane of its own, or a called process", enum=["plane", "call"]))


class Inside(Schema):
    """How much is open or failed inside an element, however deep."""

    element = fields.String(required=True)
    open = fields.Integer(required=True)
    failed = fields.Integer(required=True)


class Diagram(Schema):
    """A diagram and the state of its elements."""

    process = fields.String(required=True)
    name = fields.String(required=True)
    xml = fields.String(required=True, metadata=doc("BPMN 2.0"))
    elements = fields.List(fields.Nested(ElementState), required=True)
    calls = fields.List(fields.Nested(CalledProcess), required=True)
    top = fields.Nested(TopProcess, required=True)
    path = fields.List(fields.Nested(DiagramPlace), required=True, metadata=doc("what one opens from the top down to this process"))
    here = fields.List(fields.String(), required=True, metadata=doc("element ids from the top down to where the case stands; empty when it is over"))
    inside = fields.List(fields.Nested(Inside), required=True, metadata=doc("of subprocesses and calls in which something is open or failed"))


class Verification(Schema):
    """Whether the history can be proven."""

    instance = identifier("the case")
    chain = fields.String(required=True, metadata=doc("ok or broken", enum=["ok", "broken"]))
    replay = fields.String(required=True, metadata=doc("equal or different", enum=["equal", "different"]))
    events = fields.Integer(required=True)
    early = fields.Integer(required=True, metadata=doc("events from before events named what they wrote into books, files and notices"))
    first_difference = fields.Dict(required=True, allow_none=True)
