"""One activity of a running case: the engine's task, with ids that count up, an address, and children that exist only when they are reached.

The library predicts what may come; its predictions cost most of its time and space and nothing here needs them. So children
are made when their parent completes, and scans, recursion and logging of the library's task are left out.
"""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.live import Flow
from app.engine.spiff import FINISHED, OPEN, Task, TaskState


class Activity(Task):
    """A node of the tree. `mark` is its own part of the address (`P12_T1.2`, `P11_T4.1#0`), None for what no diagram shows."""

    def __init__(self, workflow: Any, task_spec: Any, parent: Activity | None = None, state: int = TaskState.FUTURE, number: int | None = None) -> None:
        ledger = workflow.ledger
        self.id: Any = ledger.next_id() if number is None else number
        workflow.tasks[self.id] = self
        self.workflow: Any = workflow
        self.task_spec: Any = task_spec
        self._parent: Any = None if parent is None else parent.id
        self._children: list[Any] = []
        self._state = state
        self.triggered = False
        self.thread_id = 0
        self.data: dict[str, Any] = {}
        self.internal_data: dict[str, Any] = {}
        self.mark: str | None = None
        self.last_state_change = ledger.next_tick() if number is None else 0
        if parent is not None:
            parent._children.append(self.id)

    @property
    def flow(self) -> Flow:
        """The (sub)process this activity belongs to."""
        flow: Flow = self.workflow
        return flow

    @property
    def address(self) -> str:
        """Where this is in the case: `P12.1/P12_T1.2`."""
        return self.flow.within(self.mark or self.task_spec.name)

    @property
    def finished(self) -> bool:
        """Completed, failed or cancelled."""
        return bool(self._state & FINISHED)

    def add(self, spec: Any, state: int = TaskState.FUTURE) -> Activity:
        """A new child."""
        return Activity(self.workflow, spec, self, state)

    def _set_state(self, value: int) -> None:
        if value == self._state:
            return
        before, self._state = self._state, value
        ledger = self.flow.ledger
        self.last_state_change = ledger.next_tick()
        if value & OPEN:
            self._reached(value)
        elif before & OPEN or value & TaskState.COMPLETED:
            self.task_spec.left(self, value)

    def _reached(self, value: int) -> None:
        spec = self.task_spec
        if self.mark is None and spec.element is not None and (value != TaskState.WAITING or not spec.gathers):
            self.mark = spec.mark(self)
            spec.entered(self)
        if value == TaskState.READY and not spec.manual:
            self.flow.ledger.ready.append(self)

    def _ready(self) -> None:
        if not self.finished:
            self._set_state(TaskState.READY)
            self.task_spec._on_ready_hook(self)

    def _inherit_data(self) -> None:
        """Take the parent's data. Values are never changed in place, so they may be shared."""
        parent: Any = self.parent
        self.data = {**self.data, **parent.data}
        name = getattr(parent.task_spec, "item_name", None)
        if name is not None and "item" in self.internal_data:
            self.data[name] = self.internal_data["item"]

    def complete(self) -> None:
        """Done: tell whoever waits for it, then go on to what follows."""
        self._set_state(TaskState.COMPLETED)
        spec = self.task_spec
        spec._on_complete_hook(self)
        spec.release_guard(self)
        parent: Any = self.parent
        if "index" in self.internal_data and parent is not None:
            parent.task_spec.merge_child(parent, self)
        following = spec.following(self)
        self.internal_data = {}  # a finished activity is asked for its data only
        for child in [self.add(node) for node in following]:
            if not child.finished:
                child.task_spec._update(child)
        self.flow.completed_one(self)

    def cancel(self) -> None:
        """Taken back before it was done, with everything that hangs on it."""
        if self.finished:
            return
        self._set_state(TaskState.CANCELLED)
        for child in self.children:
            if not child.finished and not self.task_spec.outlives(child):
                self.flow.remove(child)
        self.task_spec._on_cancel(self)

    def ancestors(self) -> Any:
        """Its parents, nearest first."""
        tasks = self.workflow.tasks
        task = tasks.get(self._parent)
        while task is not None:
            yield task
            task = tasks.get(task._parent)
