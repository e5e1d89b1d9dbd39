"""Embedded subprocesses and called processes: what goes in, what comes back."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.base import Spec
from app.engine.specs.live import Activity
from app.engine.spiff import TaskState


class Owner(Spec):
    """An activity that stands for a (sub)process. `target` is the id of the subprocess, or the key of the called process."""

    target: str

    def given(self, task: Activity) -> dict[str, Any]:
        """The data the (sub)process begins with."""
        return dict(task.data)

    def _update_hook(self, my_task: Any) -> None:
        super()._update_hook(my_task)
        my_task._set_state(TaskState.STARTED)
        sub = my_task.workflow.top_workflow.create_subprocess(my_task, self.target)
        sub.plant(self.given(my_task))

    def _on_cancel(self, my_task: Any) -> None:
        my_task.workflow.top_workflow.drop_subprocess(my_task)


class Embedded(Owner):
    """An embedded subprocess sees the data of its surroundings; at its end what it changed is there."""

    embedded = True

    def take_result(self, task: Activity, sub: Any) -> None:
        """All its data: nothing else could change them meanwhile."""
        task.data = sub.data


class Called(Owner):
    """A called process gets what its ioSpecification lists (what is missing is null); only its `outcome` comes back, under the call's id.

    A called process of a foreign diagram shares all data, or what its ioSpecification lists, as SpiffArena does.
    """

    def given(self, task: Activity) -> dict[str, Any]:
        """Its inputs, by name."""
        facts = task.workflow.top_workflow.release.process(self.target)
        if facts.foreign and not facts.inputs:
            return dict(task.data)
        return {name: task.data.get(name) for name in facts.inputs}

    def take_result(self, task: Activity, sub: Any) -> None:
        """Its outcome, or all its data when it is foreign."""
        release = task.workflow.top_workflow.release
        if release.process(self.target).foreign:
            outputs = release.described(self.target).outputs
            task.data = {**task.data, **({name: sub.data.get(name) for name in outputs} if outputs else sub.data)}
            return
        task.data = {**task.data, str(self.element): {"outcome": sub.data.get("outcome")}}

    def entry(self, task: Activity, output: str | None) -> Any:
        """In a multi-instance: the outcome and the item."""
        result = task.data.get(str(self.element))
        if isinstance(result, dict) and (output is None or output not in task.data):
            return {**result, "item": task.internal_data.get("item")}
        return super().entry(task, output)
