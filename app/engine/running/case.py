"""A case as the engine runs it: the top process and the (sub)processes below it, over specs that are shared and never change."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.ledger import Ledger
from app.engine.reading.rounds import Counting, rounds_key
from app.engine.release import Release
from app.engine.running.activity import Activity
from app.engine.running.language import Language
from app.engine.spiff import BpmnSubWorkflow, BpmnWorkflow, TaskState
from app.errors import EngineStuck, ExpressionRefused

MAX_DEEP = 40


class Flow:
    """What the top process and a subprocess have in common. `process` is the diagram's process, `address` that of the owner."""

    ledger: Ledger
    address: str
    process: str
    spec: Any
    tasks: dict[Any, Any]
    task_tree: Any
    completed: bool
    depth: int
    data: dict[str, Any]
    counting: Counting
    counted: frozenset[str]

    def within(self, mark: str) -> str:
        """The address of an activity of this (sub)process."""
        return f"{self.address}/{mark}" if self.address else mark

    @property
    def call(self) -> str:
        """The address of the process call that this belongs to: its own, of an embedded subprocess that of the process round it."""
        return self.address

    def count_round(self, element: str) -> None:
        """An element was completed: once more for whoever asks how often, and anew for whoever asks since when."""
        for key, anew in self.counting.get(element, ()):
            self.ledger.count_round(self.call, key, anew)

    def rounds(self, element: Any = None, *more: Any, since: Any = None) -> int:
        """How often an element was completed in this call of the process, or since another one was: what `rounds(…)` in an expression gives.

        Raises  ExpressionRefused unless the diagram asks so in as many words; nothing else is counted.
        """
        key = rounds_key(element, since)
        if more or key not in self.counted:
            raise ExpressionRefused("rounds(…) 应写本流程的元素编号，如 rounds('P12_T1', since='P12_T2')", "rounds(…) names elements of this process, as text")
        return self.ledger.rounds.get(self.call, {}).get(key, 0)

    def plant(self, data: dict[str, Any]) -> None:
        """Begin: the root of the tree, with the data of the start."""
        self.task_tree = Activity(self, self.spec.start)
        self.task_tree.data = data
        self.task_tree._ready()

    def completed_one(self, task: Activity) -> None:
        """An activity is done: either that ends the (sub)process, or joins may have something to go on with."""
        if self.completed:
            return
        if task.task_spec is self.spec.last:
            self.finish(task.data)
            return
        for waiting in [t for t in self.tasks.values() if t._state == TaskState.WAITING and t.task_spec.gathers]:
            if waiting._state == TaskState.WAITING:
                waiting.task_spec._update(waiting)

    def finish(self, data: dict[str, Any]) -> None:
        """The (sub)process has ended with these data."""
        self.completed = True
        self.data = data
        self.ledger.forget(self.address)

    def remove(self, task: Activity) -> None:
        """Take an activity that is not finished out of the tree, and all below it: what is open there is cancelled."""
        stack = [task]
        while stack:
            gone = stack.pop()
            stack.extend(self.tasks[child] for child in gone._children)
            if not gone.finished:
                gone._set_state(TaskState.CANCELLED)
                gone.task_spec._on_cancel(gone)
            del self.tasks[gone.id]
        parent = self.tasks.get(task._parent)
        if parent is not None:
            parent._children.remove(task.id)

    def stop(self) -> None:
        """Cancel whatever is open here: the end came from outside, or by a terminate end event."""
        for task in list(self.tasks.values()):
            if task.id in self.tasks:
                task.cancel()


class Case(Flow, BpmnWorkflow):
    """The top process of one case; knows its release and its ledger."""

    def __init__(self, release: Release, process: str, ledger: Ledger, started_by: str, seed: str) -> None:
        self.release, self.process, self.ledger = release, process, ledger
        self.started_by, self.seed, self.address = started_by, seed, ""
        self.counting, self.counted = release.described(process).counting, release.described(process).counted
        self.language = Language(release, ledger)
        super().__init__(release.spec(process), script_engine=self.language, deserializing=True)
        self.data = {}

    def flows(self) -> Iterator[Any]:
        """The top process and every live subprocess, in the order they began."""
        yield self
        yield from list(self.subprocesses.values())

    def create_subprocess(self, my_task: Activity, spec_name: str) -> Sub:
        """The (sub)process that an activity owns: an embedded one of the same diagram, or a called process."""
        if my_task.flow.depth >= MAX_DEEP:
            raise EngineStuck(f"流程调用超过 {MAX_DEEP} 层", f"Processes call each other more than {MAX_DEEP} deep", element=my_task.task_spec.name)
        sub = Sub(self, my_task, spec_name)
        self.subprocesses[my_task.id] = sub
        return sub

    def drop_subprocess(self, owner: Activity) -> None:
        """Forget the (sub)process of an activity; what is open in it is cancelled."""
        sub = self.subprocesses.pop(owner.id, None)
        if sub is not None and not sub.completed:
            sub.completed = True
            sub.stop()
            self.ledger.forget(sub.address)


class Sub(Flow, BpmnSubWorkflow):
    """A (sub)process inside a case. `owner` is the activity that stands for it above."""

    def __init__(self, case: Case, owner: Activity, spec_name: str) -> None:
        self.owner, self.ledger, self.address = owner, case.ledger, owner.address
        embedded = owner.task_spec.embedded
        self.process = owner.flow.process if embedded else spec_name
        described = case.release.described(self.process)
        self.counting, self.counted = described.counting, described.counted
        spec = case.release.spec(self.process, spec_name if embedded else None)
        super().__init__(spec, parent_task_id=owner.id, top_workflow=case, deserializing=True)

    @property
    def call(self) -> str:
        """That of the process round it when it is embedded."""
        return str(self.owner.flow.call) if self.owner.task_spec.embedded else self.address

    def _calculate_depth(self) -> int:
        return int(self.owner.flow.depth) + 1

    def finish(self, data: dict[str, Any]) -> None:
        """Hand the result to the owner and go."""
        super().finish(data)
        owner = self.owner
        self.top_workflow.subprocesses.pop(owner.id, None)
        if not owner.finished:
            owner.task_spec.take_result(owner, self)
            owner._set_state(TaskState.READY)
