"""The engine: a pure function from (state, command, now) to a step. SpiffWorkflow lives only here; no web, no SQL, no files, no clock.

    state = begin(release, "project_declaration", data, seed=…, now=…, calendar=…, started_by=…)      # or restore(release, snapshot, …)
    complete(state, "P12_T1.1", answers, by="wjw.handler")
    while pending := [c for c in step(state).calls if …]:
        finish(state, pending[0].address, result)
    snapshot = freeze(state)

Who knows whom goes one way: `facts` (values, nothing else) → `specs` (what each element does) → `reading` (files to specs) → `running` (a live
case) → `looking` (what is seen of it) → `acting` (what is done to it). Beside it `rules`: what a diagram must keep; `cases` plays examples.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.acting.commands import add, begin, complete, decide, deliver, drop, finish, fire, restore, throw, turn
from app.engine.acting.operating import move, moves, stop
from app.engine.facts import Finding
from app.engine.looking.chart import chart_of
from app.engine.looking.picture import picture
from app.engine.looking.questions import activity_id, data, digest, evaluate, next_start, scopes
from app.engine.looking.stepping import step
from app.engine.looking.views import asked, calls, open_count, open_tasks, reminders, timers, waits
from app.engine.release import Release
from app.engine.running.snapshot import freeze as _freeze
from app.engine.running.snapshot import same as _same
from app.engine.running.state import State

__all__ = [
    "Finding",
    "Release",
    "State",
    "activity_id",
    "add",
    "asked",
    "begin",
    "calls",
    "chart_of",
    "complete",
    "data",
    "decide",
    "deliver",
    "digest",
    "drop",
    "evaluate",
    "finish",
    "fire",
    "freeze",
    "move",
    "moves",
    "next_start",
    "open_count",
    "open_tasks",
    "parse",
    "picture",
    "reminders",
    "restore",
    "same",
    "scopes",
    "step",
    "stop",
    "throw",
    "timers",
    "turn",
    "waits",
]


def parse(files: Mapping[str, str], *, name: str) -> Release:
    """A release of these files (`processes/x.bpmn`, `forms/F21.json` …). XmlRefused, TooLarge or DiagramRefused, naming the element, when it cannot run."""
    return Release(files, name)


def freeze(state: State) -> bytes:
    """The case as bytes: pruned and compressed, the only way to store it."""
    return _freeze(state.case)


def same(state: State, other: State) -> bool:
    """Whether two states would be stored alike: more than `digest`, which compares what can be seen."""
    return _same(state.case, other.case)
