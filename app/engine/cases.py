"""Cases of a diagram: «given these answers, service results, messages and moments → these tasks, this end». The engine alone: no database, no people.

`processes/cases/<process>.json`, read by `flask check` and by the tests:

    {"process": "project_planning", "answers": {"P11_T1": {…}}, "services": {"P11_S_reviews": {…}},
     "cases": [{"name": "一句话", "at": "2025-06-10T09:00", "by": "wjw.handler", "start": {"project_id": 1}, "services": {…},
                "steps": [{"complete": "P11_T1", "answers": {…}, "then": {"open": ["P11_T2"]}}, …], "outcome": "通过", "end": "P11_End_passed"}]}

A step has a moment of its own (`at`, Shanghai time; timers due by then fire before, in order) and does one thing: `complete` an element
(`item` picks one of a multi-instance, `by` who), deliver a `message` (`payload`), or nothing: time passes. `answers` lie over the common answers to
that element. Services answer by element id or service name, an own table of the case over the common one; a list gives one result after the
other, the last again and again; `{"refuse": "…"}` refuses; the handler of a user task answers under the task's element id. The `inputs` of a table are
computed; what its readers of records give is said in `readers` (by name), or `inputs` says all of it (by element; a list: one after the other).
`then` may say: `open` (elements of all open tasks), `called` (services among those called, by element), `sent` (messages the diagram
sent), `timers` (element → due moment), `reminders` (element → next moment), `over_limit` (tasks of which somebody was told that they are
done too often), `decisions` (of the open task: element → list),
`assignees` (element → user names), `holds` (expressions over the case's data), `refused` (the step is refused with these words; nothing changes).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from app.engine.acting.commands import begin, complete, decide, deliver, finish, fire, restore, throw
from app.engine.facts import AskedDecision
from app.engine.looking.questions import evaluate
from app.engine.looking.stepping import step
from app.engine.looking.views import open_tasks, timers, waits
from app.engine.release import Release
from app.engine.running.snapshot import freeze
from app.engine.running.state import State
from app.engine.wanted import Happened, compared, elements, moment
from app.errors import HouseError, RuleRefused, TaskNotOpen
from app.periods import Calendar


@dataclass(frozen=True)
class CaseResult:
    """What came of one case: `problem` is None when all was as it says; `reached` are (process, element) that it completed."""

    process: str
    name: str
    problem: str | None
    reached: frozenset[tuple[str, str]]
    outcome: str | None


class Unlike(Exception):
    """Something came otherwise than the case says."""


def run_cases(release: Release, text: str, calendar: Calendar) -> list[CaseResult]:
    """Play every case of one file through a release; faults of a case are its `problem`, faults of the file one result without a name."""
    try:
        book = json.loads(text)
        played = [_Play(release, calendar, book, case) for case in book["cases"]]
    except (ValueError, KeyError, TypeError) as error:
        return [CaseResult("", "", f"案例文件格式有误：{error!r}", frozenset(), None)]
    return [play.result() for play in played]


def _reads(value: Any, *_: Any) -> Any:
    """What a reader of records gives in a case, whatever it is asked about."""
    return value


@dataclass
class _Play:
    release: Release
    calendar: Calendar
    book: Mapping[str, Any]
    case: Mapping[str, Any]
    reached: set[tuple[str, str]] = field(default_factory=set)
    turns: dict[str, int] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    happened: Happened = field(default_factory=Happened)
    outcome: str | None = None
    number: int = 0

    def result(self) -> CaseResult:
        problem = None
        try:
            self._play()
        except (Unlike, HouseError) as error:
            problem = f"第 {self.number} 步：{error}"
        except (KeyError, TypeError, ValueError) as error:
            problem = f"第 {self.number} 步写法有误：{error!r}"
        return CaseResult(self.book["process"], self.case["name"], problem, frozenset(self.reached), self.outcome)

    def _play(self) -> None:
        now, data, by = moment(self.case["at"]), self.case.get("start", {}), self.case.get("by", "")
        state = begin(self.release, self.book["process"], data, seed="case", now=now, calendar=self.calendar, started_by=by)
        snapshot = self._settled(state)
        self._compare(state, self.case.get("then", {}))
        for move in self.case["steps"]:
            self.number, self.happened = self.number + 1, Happened()
            now = moment(move["at"]) if "at" in move else now
            wanted = move.get("then", {})
            try:
                snapshot = self._drained(snapshot, now)
                state = restore(self.release, snapshot, now=now, calendar=self.calendar)
                self._act(state, move)
                after = self._settled(state)
            except HouseError as error:
                if wanted.get("refused") is None or wanted["refused"] not in error.detail:
                    raise
                continue
            if "refused" in wanted:
                raise Unlike(f"应被拒绝「{wanted['refused']}」，却办成了")
            snapshot = after
            self._compare(state, wanted)
        for name, there in (("outcome", self.outcome), ("end", self._ends(state))):
            if name in self.case and self.case[name] not in (there if isinstance(there, set) else {there}):
                raise Unlike(f"{name} 应为 {self.case[name]}，实际为 {there}")

    def _act(self, state: State, move: Mapping[str, Any]) -> None:
        if "complete" in move:
            element = move["complete"]
            answers = {**self.book.get("answers", {}).get(element, {}), **move.get("answers", {})}
            self.answers = {**self.answers, element: answers}
            task = next((t for t in open_tasks(state) if t.element == element and ("item" not in move or t.item == move["item"])), None)
            if task is None:
                raise TaskNotOpen(f"没有待办 {element}，待办的是 {elements(open_tasks(state))}", f"No open task {element}")
            complete(state, task.address, answers, by=move.get("by") or task.assignee or self.case.get("by", ""))
        elif "message" in move:
            place = next((w for w in waits(state) if w.message == move["message"]), None)
            if place is None:
                raise Unlike(f"没有步骤等待消息 {move['message']}")
            deliver(state, place.address, move.get("payload", {}))

    def _drained(self, snapshot: bytes, now: datetime) -> bytes:
        """Fire what is due by `now`, one timer after the other, each at its own moment."""
        while True:
            state = restore(self.release, snapshot, now=now, calendar=self.calendar)
            due = next((t for t in timers(state) if t.due_at <= now), None)
            if due is None:
                return snapshot
            state = restore(self.release, snapshot, now=due.due_at, calendar=self.calendar)
            fire(state, due.address)
            snapshot = self._settled(state)

    def _settled(self, state: State) -> bytes:
        """Answer tables and service calls until none is left; note what was reached."""
        while (now := step(state)).asked or now.calls:
            if now.asked:
                decide(state, now.asked[0].address, self._inputs(state, now.asked[0]))
                continue
            call = now.calls[0]
            self.happened.called.append(call.element)
            answer = self._answer(call.element, call.handler)
            if not (isinstance(answer, dict) and "refuse" in answer):
                finish(state, call.address, answer)
            elif not throw(state, call.address, answer.get("code"), answer["refuse"]):
                raise RuleRefused(answer["refuse"], clause=answer.get("clause", ""))
        done = step(state)
        self.reached |= {(v.process, v.element) for v in done.visits if v.what == "completed"}
        self.happened.sent += [message.name for message in done.messages]
        self.happened.over += [passed.element for passed in done.limits]
        self.outcome = done.outcome
        return freeze(state.case)

    def _answer(self, element: str, handler: str) -> Any:
        said = self._said("services", element, handler)
        return {} if said is None else said

    def _said(self, what: str, element: str, *others: str) -> Any:
        """What the case, else the book, gives for this element; of a list the next."""
        for table in (self.case.get(what, {}), self.book.get(what, {})):
            for name in (element, *others):
                if name in table:
                    turn = self.turns[element] = self.turns.get(element, 0) + 1
                    given = table[name]
                    return given[min(turn, len(given)) - 1] if isinstance(given, list) else given
        return None

    def _inputs(self, state: State, asked: AskedDecision) -> Any:
        said = self._said("inputs", asked.element)
        if said is not None:
            return said
        readers = {**self.book.get("readers", {}), **self.case.get("readers", {})}
        functions = {name: partial(_reads, value) for name, value in readers.items()}
        given = evaluate(state, asked.inputs, asked.address, {**functions, "last": self.answers.get})
        if not isinstance(given, dict):
            raise Unlike(f"{asked.element} 的 inputs 应得到对象，得到 {given!r}")
        return given

    def _ends(self, state: State) -> set[str]:
        return {element for process, element in self.reached if process == state.process and state.ended}

    def _compare(self, state: State, wanted: Mapping[str, Any]) -> None:
        for name, expected, there in compared(state, wanted, self.happened):
            if expected != there:
                raise Unlike(f"{name} 应为 {expected}，实际为 {there}")
