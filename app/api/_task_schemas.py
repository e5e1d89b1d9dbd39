"""How tasks and forms are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.api._schemas import doc, identifier, moment


class ProjectRef(Schema):
    """The project of a case."""

    id = identifier("record id")
    code = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    dept = fields.String(required=True, allow_none=True)
    dept_name = fields.String(required=True, allow_none=True)


class Candidate(Schema):
    """A role of an office that may do the task."""

    role = fields.String(required=True)
    office = fields.String(required=True, allow_none=True)
    label = fields.String(required=True)


class Because(Schema):
    """Where a deadline comes from."""

    text = fields.String(required=True, metadata=doc("in Chinese", example="办理期限（默认值）"))
    text_en = fields.String(required=True)
    clause = fields.String(required=True, allow_none=True, metadata=doc("the clause of the notice that says so, for `GET /clauses`", example="R23"))


class May(Schema):
    """What the reader may do with the task."""

    claim = fields.Boolean(required=True)
    release = fields.Boolean(required=True)
    complete = fields.Boolean(required=True)
    record = fields.Boolean(required=True, metadata=doc("代录: complete it for an outside party, with its paper"))
    reassign = fields.Boolean(required=True)
    drop = fields.Boolean(required=True)


class Task(Schema):
    """Something that people may do, or did."""

    id = identifier("the task")
    element = fields.String(required=True, metadata=doc("id in the diagram", example="P12_T1"))
    name = fields.String(required=True)
    process = fields.String(required=True, metadata=doc("the task's own diagram"))
    process_name = fields.String(required=True)
    instance = identifier("its case")
    business_key = fields.String(required=True, allow_none=True)
    project = fields.Nested(ProjectRef, required=True, allow_none=True)
    status = fields.String(required=True, metadata=doc("open, done or cancelled", enum=["open", "done", "cancelled"]))
    roles = fields.List(fields.String(), required=True)
    offices = fields.List(fields.String(), required=True)
    assignee = fields.String(required=True, allow_none=True)
    assignee_name = fields.String(required=True, allow_none=True)
    candidates = fields.List(fields.Nested(Candidate), required=True)
    item = fields.Raw(required=True, allow_none=True, metadata=doc("the item of a multi-instance activity"))
    round = fields.Integer(required=True, allow_none=True, metadata=doc("how often it is done now, where the diagram says how often at most", example=4))
    round_limit = fields.Integer(required=True, allow_none=True, metadata=doc("how often at most; nobody is held back above it", example=3))
    due_at = moment("when it should be done", optional=True)
    due_because = fields.Nested(Because, required=True, allow_none=True, metadata=doc("where the deadline comes from"))
    working_days_left = fields.Integer(required=True, allow_none=True, metadata=doc("until the deadline, today not counted; negative: too late"))
    overdue = fields.Boolean(required=True)
    created_at = moment("when it came up")
    opened_at = moment("when it was first looked at", optional=True)
    done_at = moment("when it was done or cancelled", optional=True)
    form = fields.String(required=True, allow_none=True, metadata=doc("name of its form", example="F21"))
    priority = fields.Integer(required=True)
    suspended = fields.Boolean(required=True, metadata=doc("whether its case is suspended: nobody may do anything with it now"))
    may = fields.Nested(May, required=True)


class FormView(Schema):
    """A form: JSON Schema, ui schema, and what it shows at first."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    schema = fields.Dict(required=True, metadata=doc("JSON Schema 2020-12"))
    ui = fields.Dict(required=True, metadata=doc("RJSF ui schema"))
    data = fields.Dict(required=True)


class TaskForm(FormView):
    """The same with this person's draft."""

    draft = fields.Dict(required=True, allow_none=True)
    draft_saved_at = moment("when the draft was saved", optional=True)


class Event(Schema):
    """One thing that happened in a case."""

    seq = fields.Integer(required=True)
    kind = fields.String(required=True, metadata=doc("noun:verb", example="task:complete"))
    at = moment("the case's clock")
    actor = fields.String(required=True)
    actor_name = fields.String(required=True)
    acting_for = fields.String(required=True, allow_none=True)
    acting_for_name = fields.String(required=True, allow_none=True)
    whom_name = fields.String(required=True, allow_none=True, metadata=doc("to whom a task was given"))
    element = fields.String(required=True, allow_none=True)
    element_name = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    payload = fields.Raw(required=True, allow_none=True, metadata=doc("null for who may not see answers"))
    to_name = fields.String(required=True, allow_none=True, metadata=doc("where an operator moved a token to"))
    hash = fields.String(required=True, metadata=doc("keyed hash over the one before and this"))


class TaskContext(Schema):
    """What one must know to do the task."""

    instance = identifier("its case")
    process = fields.String(required=True, metadata=doc("name of the case's process"))
    release = fields.Integer(required=True)
    business_key = fields.String(required=True, allow_none=True)
    project = fields.Dict(required=True, allow_none=True, metadata=doc("the project with the fields of B0"))
    instructions = fields.String(required=True)
    documentation = fields.String(required=True)
    clauses = fields.List(fields.String(), required=True)
    decisions = fields.List(fields.String(), required=True, allow_none=True)
    history = fields.List(fields.Nested(Event), required=True, metadata=doc("the newest events of the case"))


class TaskPage(Schema):
    """A task, its form, its context."""

    task = fields.Nested(Task, required=True)
    form = fields.Nested(TaskForm, required=True, allow_none=True)
    context = fields.Nested(TaskContext, required=True)


class OneTask(Schema):
    """The task as it is now."""

    task = fields.Nested(Task, required=True)


class DoneTask(OneTask):
    """The done task, and what this person may do next in its case."""

    next_tasks = fields.List(fields.Nested(Task), required=True)


class PersonDrawn(Schema):
    """Somebody who was drawn."""

    username = fields.String(required=True)
    name = fields.String(required=True)


class PersonExcluded(PersonDrawn):
    """Somebody of the pool who could not be drawn."""

    reason = fields.String(required=True)


class DrawnExperts(Schema):
    """A draw of experts. With `seed` and the pool in its event anybody can draw again."""

    drawn = fields.List(fields.Nested(PersonDrawn), required=True)
    excluded = fields.List(fields.Nested(PersonExcluded), required=True)
    pool = fields.Integer(required=True, metadata=doc("how many could have been drawn"))
    seed = fields.String(required=True)
    field = fields.String(required=True, metadata=doc("the field of the form that was filled"))
    draft = fields.Dict(required=True, metadata=doc("this person's draft with the experts in it"))


class Fault(Schema):
    """A fault or a warning about one field."""

    pointer = fields.String(required=True)
    message = fields.String(required=True)
    clause = fields.String()


class Previewed(Schema):
    """What the server would make of unfinished answers."""

    computed = fields.Dict(required=True)
    errors = fields.List(fields.Nested(Fault), required=True)
    findings = fields.List(fields.Nested(Fault), required=True, metadata=doc("warnings that refuse nothing"))
