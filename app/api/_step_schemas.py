"""The schemas of the steps of a case."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.api._case_schemas import ElementState
from app.api._schemas import doc, identifier, moment


class StepShort(Schema):
    """A step on the time line; what is usual is left out."""

    n = fields.Integer(required=True, metadata=doc("from 1"))
    at = moment("the case's clock")
    kind = fields.String(required=True)
    actor = fields.String(required=True)
    acting_for = fields.String()
    element = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    round = fields.Integer(metadata=doc("which visit of its element this is, from the second on"))
    branch = fields.String(metadata=doc("which branch of a multi-instance, from 1", example="2"))
    human = fields.Boolean(metadata=doc("a person did it"))
    operator = fields.Boolean(metadata=doc("the process owner intervened"))
    back = fields.Boolean(metadata=doc("something was sent back or refused by it"))
    decision = fields.String(metadata=doc("what was decided, for who may see it"))


class StepLine(Schema):
    """All steps of a case."""

    steps = fields.List(fields.Nested(StepShort), required=True)
    people = fields.Dict(required=True, metadata=doc("user name → name"))
    elements = fields.Dict(required=True, metadata=doc("element → name"))


class Step(Schema):
    """A step of a case."""

    n = fields.Integer(required=True, metadata=doc("from 1"))
    seq = fields.Integer(required=True, metadata=doc("its event"))
    kind = fields.String(required=True)
    at = moment("the case's clock")
    actor = fields.String(required=True)
    actor_name = fields.String(required=True)
    acting_for = fields.String(required=True, allow_none=True)
    acting_for_name = fields.String(required=True, allow_none=True)
    element = fields.String(required=True, allow_none=True)
    element_name = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    round = fields.Integer(required=True, metadata=doc("which visit of its element this is, from 1"))
    branch = fields.String(required=True, allow_none=True, metadata=doc("which branch of a multi-instance, from 1; `2.1`: the first inside the second"))
    human = fields.Boolean(required=True, metadata=doc("a person did it; all else the machine did, even when a person's act set it off"))
    operator = fields.Boolean(required=True, metadata=doc("the process owner intervened"))
    back = fields.Boolean(required=True, metadata=doc("something was sent back or refused by it"))
    decision = fields.String(required=True, allow_none=True, metadata=doc("what was decided; null for who may not see it"))


class StepTask(Schema):
    """The task that a step completed."""

    id = identifier("the task")
    since = moment("since when it had waited")
    waited_seconds = fields.Integer(required=True)
    offices = fields.List(fields.String(), required=True)
    due_at = moment("until when it was due", optional=True)
    late = fields.Boolean(required=True)


class StepChange(Schema):
    """A value before and after; a value is `{kind, value}` or a table `{kind, columns, rows}`."""

    title = fields.String(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)


class StepVariable(Schema):
    """The same of a value that stands in no form."""

    name = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class StepSection(Schema):
    """A section of the form."""

    title = fields.String(required=True)
    fields_ = fields.List(fields.Dict(), required=True, data_key="fields", attribute="fields", metadata=doc("`{title, kind, value}` each"))
    empty = fields.List(fields.String(), required=True, metadata=doc("titles of what was left out"))


class StepForm(Schema):
    """The form as it was filled in and shown in its release."""

    title = fields.String(required=True)
    sections = fields.List(fields.Nested(StepSection), required=True)


class StepPaper(Schema):
    """A file that lay beside the answers."""

    id = identifier("the file")
    name = fields.String(required=True)
    size = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)


class StepDecision(Schema):
    """A decision table that was asked."""

    name = fields.String(required=True, allow_none=True)
    hits = fields.List(fields.Raw(), required=True, metadata=doc("the rows that hit, from 1"))
    inputs = fields.List(fields.Dict(), required=True)
    outputs = fields.List(fields.Dict(), required=True)


class StepRecord(Schema):
    """A row of the books that the step wrote."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    id = identifier("the record")
    action = fields.String(required=True)
    changes = fields.List(fields.Nested(StepChange), required=True)
    others = fields.Integer(required=True, metadata=doc("how many more columns were written that lists do not show"))


class StepPage(Step):
    """A case as it was right after a step, and what the step did."""

    steps = fields.Integer(required=True, metadata=doc("how many steps the case has"))
    release = identifier("the release in which it ran")
    process = fields.String(required=True)
    marking = fields.List(fields.Nested(ElementState), required=True)
    changed = fields.List(fields.String(), required=True, metadata=doc("elements that the step changed"))
    reason = fields.String(required=True, allow_none=True, metadata=doc("of an intervention"))
    task = fields.Nested(StepTask, required=True, allow_none=True)
    form = fields.Nested(StepForm, required=True, allow_none=True, metadata=doc("null where nothing was filled in, and for who may not see answers"))
    papers = fields.List(fields.Nested(StepPaper), required=True)
    decisions = fields.List(fields.Nested(StepDecision), required=True)
    records = fields.List(fields.Nested(StepRecord), required=True)
    changes = fields.List(fields.Nested(StepChange), required=True, metadata=doc("answers in the case's data that are others than before"))
    variables = fields.List(fields.Nested(StepVariable), required=True)
    data = fields.Dict(required=True, allow_none=True, metadata=doc("null for who may not see answers"))
