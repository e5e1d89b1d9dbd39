"""What the engine says, as frozen values. Nothing of SpiffWorkflow leaks out of this package.

Addresses: an activity is (address of its calling activity, element id, n-th activation), written
`P12.1/P12_T1.2`; an item of a multi-instance activity adds `#k` (k-th item, from 0): `P11_T4.1#0`.
Times are aware datetimes in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Finding:
    """One finding of a check: which rule, where, what is wrong (message) and what to draw instead (fix), in Chinese and English."""

    rule: str
    element: str | None
    message: str
    fix: str = ""
    severity: Literal["error", "warning"] = "error"
    file: str = ""
    message_en: str = ""
    fix_en: str = ""


@dataclass(frozen=True)
class ElementFacts:
    """What a diagram says of one element. `kind` is the BPMN tag (`userTask`); `lane` the lane's name; `clauses` the R numbers in its documentation.

    `roles` is the text that says who may do it (its own property, else its lane's, else the lane's name); `inside` the embedded subprocess it lies in;
    `due_because` where its deadline comes from: clause codes, the name of a parameter, or words.
    """

    id: str
    process: str
    kind: str
    name: str
    lane: str | None
    properties: Mapping[str, str]
    documentation: str
    instructions: str
    form: str | None
    clauses: tuple[str, ...]
    roles: str | None = None
    inside: str | None = None
    due_because: str | None = None


@dataclass(frozen=True)
class ProcessFacts:
    """A process of a release. `start_roles` is None when only other processes start it; () when anybody may (foreign diagrams without lanes)."""

    key: str
    name: str
    documentation: str
    file: str
    start_element: str
    start_form: str | None
    start_roles: tuple[str, ...] | None
    start_timer: str | None
    foreign: bool
    inputs: tuple[str, ...]
    outcomes: tuple[str, ...]
    version_tag: str = ""


@dataclass(frozen=True)
class MessageFacts:
    """A message of a release: the names of its correlation keys and payload fields, and who outside may send it (roles)."""

    name: str
    keys: tuple[str, ...]
    payload: tuple[str, ...]
    senders: tuple[str, ...]
    keep: bool = True


@dataclass(frozen=True)
class OpenTask:
    """A task that people may do now; the engine has evaluated all its expressions when it opened.

    `roles` are role names (none: for who started the case); `office` is the code of the office when the diagram names one;
    `assignee` a user name; `decisions` the decisions allowed (None: all of the form); `item` the item of a multi-instance;
    `round` and `limit` how often it is done now and how often it should be at most, where the diagram says a limit.
    """

    address: str
    element: str
    process: str
    name: str
    roles: tuple[str, ...]
    office: str | None
    assignee: str | None
    form: str | None
    decisions: tuple[str, ...] | None
    due_at: datetime | None
    item: Any = None
    due_because: str | None = None
    round: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class ServiceCall:
    """A service task that waits for its result. `key` is stable for this activation: the idempotency key of outside work."""

    address: str
    element: str
    process: str
    handler: str
    input: Mapping[str, Any]


@dataclass(frozen=True)
class AskedDecision:
    """A decision table that waits for its inputs: the expression that gives them may read records, which the engine does not know."""

    address: str
    element: str
    process: str
    decision: str
    inputs: str


@dataclass(frozen=True)
class WantedTimer:
    """A timer that runs: it fires at `due_at`. A cycle shows its next firing."""

    address: str
    element: str
    process: str
    due_at: datetime


@dataclass(frozen=True)
class WantedReminder:
    """The moments at which somebody is reminded of what waits, in order; `tells`: roles, or `role@office`; none: who may do the task."""

    address: str
    element: str
    process: str
    due: tuple[datetime, ...]
    tells: tuple[str, ...]


@dataclass(frozen=True)
class LimitPassed:
    """A task was opened for a round above its limit, for the first time: whom to tell."""

    address: str
    element: str
    process: str
    name: str
    round: int
    limit: int
    tells: tuple[str, ...]


@dataclass(frozen=True)
class Wait:
    """A place that waits for a message; `correlation` as evaluated when it began to wait."""

    address: str
    element: str
    process: str
    message: str
    correlation: Mapping[str, str]


@dataclass(frozen=True)
class SentMessage:
    """A message that the diagram itself threw (send task, message throw or end event)."""

    address: str
    element: str
    name: str
    correlation: Mapping[str, str]
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class DecisionMade:
    """A decision table that was asked: its inputs, the ids of the rules that hit, its outputs."""

    address: str
    element: str
    decision: str
    inputs: Mapping[str, Any]
    hits: tuple[str, ...]
    outputs: Any


@dataclass(frozen=True)
class Visit:
    """An activity changed state in this step: entered, completed, cancelled, failed (in order)."""

    address: str
    element: str
    process: str
    what: Literal["entered", "completed", "cancelled", "failed"]


@dataclass(frozen=True)
class Step:
    """Everything that changed since `begin` or `restore`; `opened`, `closed` … compare the state then and now.

    `calls` are the service tasks (and handlers of user tasks) reached and not yet finished; the action performs those of effect «records» at once.
    `asked` are the decision tables that wait for their inputs; the action gives them at once too. `decisions` were made without asking.
    """

    visits: tuple[Visit, ...]
    opened: tuple[OpenTask, ...]
    closed: tuple[str, ...]
    calls: tuple[ServiceCall, ...]
    calls_gone: tuple[str, ...]
    asked: tuple[AskedDecision, ...]
    timers_set: tuple[WantedTimer, ...]
    timers_gone: tuple[str, ...]
    reminders_set: tuple[WantedReminder, ...]
    reminders_gone: tuple[str, ...]
    waits_set: tuple[Wait, ...]
    waits_gone: tuple[str, ...]
    limits: tuple[LimitPassed, ...]
    messages: tuple[SentMessage, ...]
    decisions: tuple[DecisionMade, ...]
    ended: bool
    outcome: str | None


@dataclass(frozen=True)
class Movable:
    """An open activity and the elements that an operator may move its token to."""

    address: str
    element: str
    process: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class ElementState:
    """The state of one element in the picture of a case: how often done, how many open, failed, cancelled; `skipped` when passed by."""

    process: str
    element: str
    address: str
    done: int
    open: int
    failed: int
    skipped: int
    cancelled: int
